// Where a sink sends to: URLs as they stand in the configuration. Pure.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "base/result.h"

namespace sluss::http {

struct Target {
  std::string url;    ///< as it was written, with `{key}` where the delivery's key goes
  std::string shown;  ///< for people: scheme, host, port and path; the query may hold what nobody should see
  bool encrypted = false;
  bool loopback = false;  ///< it cannot leave this machine
  bool has_key = false;
};

/// Reads a URL. Error: a sentence that says what is wrong with it.
[[nodiscard]] tl::expected<Target, std::string> read_target(const std::string& url);

/// The key as it goes on the wire: visible ASCII stays, all else is percent-encoded, so that two keys stay two keys.
/// Error: Fault::rejected for a key with a control character.
[[nodiscard]] Result<std::string> wire_key(const std::string& key);

/// The URL with the key of the wire in the places of `{key}`.
[[nodiscard]] std::string with_key(const Target& target, std::string_view wire_key);

/// Where an answer points to, as a text may show it: on one line, at most 200 characters, no user, query or fragment.
[[nodiscard]] std::string shown_location(std::string_view location);

/// May this be a header's name (RFC 9110, token)?
[[nodiscard]] bool is_header_name(std::string_view name);

/// Does the text hold a byte below 0x20, or 0x7F? With one, it could end a header and begin another.
[[nodiscard]] bool has_control(std::string_view text);

}  // namespace sluss::http
