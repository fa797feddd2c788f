#include "access.h"

#include <algorithm>
#include <arpa/inet.h>

#include "base/text.h"

namespace sluss::mail {
namespace {

bool is_host(std::string_view text) {
  return !text.empty() && !text.starts_with('-') && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

}  // namespace

void check_access(const Access& access, const Node& node, ParseContext& context) {
  auto& diagnostics = context.diagnostics;
  if (!is_host(access.host))
    diagnostics.add(node["host"], "expected a host's name or IPv4 address, without port", "write the port under port:");
  if (access.port < 0 || access.port > 65535) diagnostics.add(node["port"], "expected a port, 1 to 65535");
  if (access.user.empty() != access.password.empty())
    diagnostics.add(node, "\"user\" and \"password\" go together; one of them is missing");
  if (has_control(access.user)) diagnostics.add(node["user"], "the user holds a control character");
  if (has_control(access.password.reveal()))
    diagnostics.add(node["password"], "the password holds a control character");
  if (access.encryption == Encryption::none && !is_loopback(access.host) && access.plain == Plain::refused)
    diagnostics.add(node["encryption"], "mail and password would go to another machine in clear text",
                    "write starttls or tls; or plain: allowed, where the network is trusted");
  if (access.connect_timeout.count() == 0) diagnostics.add(node["connect_timeout"], "expected at least 1s");
  if (access.answer_timeout.count() == 0) diagnostics.add(node["answer_timeout"], "expected at least 1s");
}

bool is_loopback(const std::string& host) {
  in_addr address{};
  if (::inet_pton(AF_INET, host.c_str(), &address) == 1) return (ntohl(address.s_addr) >> 24U) == 127;
  // libcurl itself takes localhost for the loopback addresses, whatever the name service says.
  return host == "localhost";
}

bool is_address(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || at + 1 == text.size() || text.size() > 254) return false;
  if (text.find('@', at + 1) != std::string_view::npos || text.starts_with('-')) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c > 0x20 && c < 0x7F && std::string_view("<>()[]\\,;:\"").find(c) == std::string_view::npos;
  });
}

}  // namespace sluss::mail
