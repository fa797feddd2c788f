// IP addresses as texts, to be compared.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluss {

/// The same address in the one way that RFC 5952 has for it; one of IPv4 that a socket for both kinds calls
/// ::ffff:192.0.2.1 is 192.0.2.1. Nullopt for what is no address, and for one with a port or a zone.
[[nodiscard]] std::optional<std::string> read_ip_address(std::string_view text);

}  // namespace sluss
