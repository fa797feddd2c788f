#include "base/listen.h"

#include <arpa/inet.h>
#include <optional>
#include <string_view>

namespace sluss {
namespace {

std::optional<std::uint16_t> read_port(std::string_view text) {
  if (text.empty() || text.size() > 5 || text.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  const auto number = std::stoul(std::string(text));
  if (number > 65535) return std::nullopt;
  return static_cast<std::uint16_t>(number);
}

}  // namespace

tl::expected<Listen, std::string> read_listen(const std::string& text) {
  const auto bad = [] {
    return tl::unexpected<std::string>("expected an IP address and a port, as 127.0.0.1:8480 or [::1]:8480");
  };
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return bad();
  const auto port = read_port(std::string_view(text).substr(colon + 1));
  auto address = text.substr(0, colon);
  if (!port) return bad();
  in_addr v4{};
  in6_addr v6{};
  if (::inet_pton(AF_INET, address.c_str(), &v4) == 1) return Listen{address, *port, (ntohl(v4.s_addr) >> 24) == 127};
  if (address.size() < 3 || address.front() != '[' || address.back() != ']') return bad();
  address = address.substr(1, address.size() - 2);
  if (::inet_pton(AF_INET6, address.c_str(), &v6) != 1) return bad();
  return Listen{address, *port, IN6_IS_ADDR_LOOPBACK(&v6) != 0};
}

}  // namespace sluss
