// The delivery's key in a request. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "http/url.h"

namespace sluss::http {

/// The key as it goes on the wire: visible ASCII stays, all else is percent-encoded, so that two keys stay two keys.
/// Error: Fault::rejected for a key with a control character.
[[nodiscard]] Result<std::string> wire_key(const std::string& key);

/// The URL with the key of the wire in the places of `{key}`.
[[nodiscard]] std::string with_key(const Url& target, std::string_view wire_key);

}  // namespace sluss::http
