// URLs as they stand in a configuration or come in an answer. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace sluss::http {

struct Url {
  std::string text;   ///< as it was written
  std::string shown;  ///< for people: scheme, host, port and path; the query may hold what nobody should see
  bool encrypted = false;
  bool loopback = false;  ///< it cannot leave this machine
};

/// Reads a URL of http or https. Error: a sentence that says what is wrong with it.
[[nodiscard]] tl::expected<Url, std::string> read_url(const std::string& text);

/// Where a reference in a document that was read at `base` leads to; nullopt when that is no URL of http or https.
[[nodiscard]] std::optional<std::string> resolved(const std::string& base, const std::string& reference);

/// Have both the same scheme, host and port? What proves us to one may then go to the other.
[[nodiscard]] bool is_same_origin(const std::string& one, const std::string& other);

/// For a place in a path or a query: letters, digits and -._~ stay, all else is percent-encoded.
[[nodiscard]] std::string percent_encoded(std::string_view text);

/// The other way: what %41 stands for. Nullopt when a % has no two hexadecimal digits after it.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

/// Where an answer points to, as a text may show it: on one line, at most 200 characters, no user, query or fragment.
[[nodiscard]] std::string shown_location(std::string_view location);

/// What people call what was asked for, out of a URL as a text may show it: without scheme, host and port.
[[nodiscard]] std::string name_of(const std::string& shown);

/// May this be a header's name (RFC 9110, token)?
[[nodiscard]] bool is_header_name(std::string_view name);

}  // namespace sluss::http
