// Who is let in: what is decided about a request by its head, before its body is read. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/serving.h"
#include "plugin/secret.h"

namespace sluss::http {

/// A reply {"error": why}.
[[nodiscard]] Reply refusal(unsigned status, const std::string& why, unsigned retry_after = 0);

/// What a request must bring.
struct Door {
  std::string path = "/";
  Secret token;        ///< empty: none is asked for
  Secret signing_key;  ///< empty: nothing need be signed
  std::string signature_header = "X-Hub-Signature-256", key_header = "Idempotency-Key";
  std::uint64_t largest_body = 1024 * 1024;
};

/// The refusal; nullopt: its body may be read. What a sender proves itself with is looked at before anything else, so
/// that a stranger learns nothing of what else is wrong; of a signature, whether there is one.
[[nodiscard]] std::optional<Reply> refuse(const RequestHead& head, const Door& door);

/// The refusal of a body that is not signed as the door wants it; nullopt: it is in order.
[[nodiscard]] std::optional<Reply> refuse_body(const RequestHead& head, std::string_view body, const Door& door);

/// Whether a header's value signs this body with this key, as webhooks do it: an HMAC-SHA-256 as 64 hexadecimal digits,
/// with or without "sha256=" before them. Compared like a token; an empty key signs nothing.
[[nodiscard]] bool is_signature(std::string_view given, std::string_view body, const Secret& key);

/// Compared in a time that does not tell how much of it is right.
[[nodiscard]] bool is_token(std::string_view given, const Secret& token);

}  // namespace sluss::http
