// What reading mails takes from GMime.
#pragma once

#include <gmime/gmime.h>
#include <memory>
#include <string>
#include <string_view>

#include "plugin/sdk.h"

namespace sluss::mail {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Held = std::unique_ptr<T, Unref>;

/// No mail of people is deeper, has more parts, or longer headers.
constexpr int deepest = 30;
constexpr std::size_t most_parts = 1000;

[[nodiscard]] std::string text_or_empty(const char* text);
[[nodiscard]] std::string bytes_of(GMimeStream* stream);

/// Error: Fault::data, when it is no mail, or its headers are longer than 1 MiB.
[[nodiscard]] Result<Held<GMimeMessage>> parse_mail(std::string_view bytes);
/// The bytes that the part carries. Fault::data: its encoding is damaged. A decoder that passes over what does not fit
/// would hand on a file with a hole.
[[nodiscard]] Result<std::string> content_of(GMimePart* part);
/// The bare address of From; empty when there is not exactly one.
[[nodiscard]] std::string sender_of(GMimeMessage* message);

}  // namespace sluss::mail
