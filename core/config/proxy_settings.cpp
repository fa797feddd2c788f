#include "config/proxy_settings.h"

#include <algorithm>
#include <array>

#include "base/ip_address.h"
#include "base/text.h"
#include "config/fields.h"
#include "config/values.h"

namespace sluss::config {
namespace {

constexpr std::size_t longest_header = 64;
/// 24 random bytes in base64 have as many characters.
constexpr std::size_t shortest_secret = 32, longest_secret = 256;

/// What Sluss or HTTP reads for its own ends.
constexpr std::array<std::string_view, 11> taken{
    "host",   "cookie",         "authorization",    "origin",       "x-csrf-token", "x-forwarded-for",
    "expect", "content-length", "content-encoding", "content-type", "connection"};

bool is_header_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

void read_header(const Node& node, ParseContext& context, std::string& target) {
  std::string text;
  read_text(node, context, text);
  if (text.empty()) return;
  if (text.size() > longest_header || !std::ranges::all_of(text, is_header_character))
    context.diagnostics.add(node, "expected a header's name: letters, digits and \"-\"", "for example X-Remote-User");
  else if (std::ranges::find(taken, fold_case(text)) != taken.end())
    context.diagnostics.add(node, "this header means something else already", "for example X-Remote-User");
  else target = std::move(text);
}

void read_addresses(const Node& node, ParseContext& context, std::vector<std::string>& target) {
  std::vector<std::string> addresses;
  for (const auto& item : node.is_list() ? node.items : std::vector<Node>{node}) {
    std::string text;
    read_text(item, context, text);
    if (text.empty()) continue;
    if (auto address = read_ip_address(text)) addresses.push_back(std::move(*address));
    else
      context.diagnostics.add(item, "expected an IP address, without a port", "as the proxy connects from: 192.0.2.10");
  }
  if (node.is_list() && node.items.empty()) context.diagnostics.add(node, "expected at least one address");
  target = std::move(addresses);
}

/// One that a header can carry, and that nobody guesses.
void read_header_secret(const Node& node, ParseContext& context, Secret& target) {
  read_secret(node, context, target);
  const auto& text = target.reveal();
  if (text.empty()) return;
  const bool fits = text.size() >= shortest_secret && text.size() <= longest_secret && trim(text) == text &&
                    std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
  if (!fits)
    context.diagnostics.add(node, "expected a secret of 32 to 256 characters that a header can carry",
                            "make one: openssl rand -hex 32");
}

}  // namespace

void read_proxy(const Node& node, ParseContext& context, std::optional<ProxySettings>& target) {
  ProxySettings settings{{"127.0.0.1", "::1"}, "", "X-Proxy-Secret", {}};
  Fields fields(node, context);
  fields.optional("from", read_addresses, settings.from);
  fields.optional("header", read_header, settings.header);
  fields.optional("secret_header", read_header, settings.secret_header);
  fields.required("secret", read_header_secret, settings.secret, "secret:proxy");
  fields.done();
  if (!node.is_map()) return;
  if (fold_case(settings.header) == fold_case(settings.secret_header))
    context.diagnostics.add(node["header"], "the secret stands in this header already",
                            "for example header: X-Remote-User");
  target = std::move(settings);
}

}  // namespace sluss::config
