#include "base/ip_address.h"

#include <arpa/inet.h>
#include <array>

namespace sluss {
namespace {

constexpr std::string_view ipv4_in_ipv6 = "::ffff:";

}  // namespace

std::optional<std::string> read_ip_address(std::string_view text) {
  const std::string given(text);
  if (given.find('\0') != std::string::npos) return std::nullopt;
  in_addr v4{};
  if (::inet_pton(AF_INET, given.c_str(), &v4) == 1) return given;
  in6_addr v6{};
  if (::inet_pton(AF_INET6, given.c_str(), &v6) != 1) return std::nullopt;
  std::array<char, INET6_ADDRSTRLEN> written{};
  std::string address = ::inet_ntop(AF_INET6, &v6, written.data(), written.size());
  return IN6_IS_ADDR_V4MAPPED(&v6) ? address.substr(ipv4_in_ipv6.size()) : address;
}

}  // namespace sluss
