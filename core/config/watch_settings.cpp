#include "config/watch_settings.h"

#include <algorithm>
#include <optional>

#include "config/fields.h"
#include "config/values.h"

namespace sluss::config {
namespace {

constexpr std::string_view scheme = "smtp://";

const auto starttls_of = one_of<StartTls>({{"required", StartTls::required}, {"none", StartTls::none}});

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_host(std::string_view host) {
  const bool is_ipv6 = host.starts_with('[') && host.ends_with(']') && host.size() > 3;
  const auto inner = is_ipv6 ? host.substr(1, host.size() - 2) : host;
  return !inner.empty() && std::all_of(inner.begin(), inner.end(), [&](char c) {
    return is_letter_or_digit(c) || c == '.' || (is_ipv6 ? c == ':' : c == '-');
  });
}

bool is_loopback(const std::string& host) {
  const auto digits_and_points = [](char c) { return c == '.' || (c >= '0' && c <= '9'); };
  const bool is_127 = host.starts_with("127.") && std::all_of(host.begin(), host.end(), digits_and_points);
  return host == "localhost" || host == "[::1]" || is_127;
}

std::optional<std::int64_t> port_of(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  const auto port = std::stoll(std::string(text));
  return port >= 1 && port <= 65535 ? std::optional(port) : std::nullopt;
}

/// "smtp://host:587".
bool take_server(std::string_view text, MailServer& server) {
  if (!text.starts_with(scheme)) return false;
  text.remove_prefix(scheme.size());
  const auto colon = text.rfind(':');
  const bool has_port = colon != std::string_view::npos && !text.ends_with(']');
  if (has_port) {
    const auto port = port_of(text.substr(colon + 1));
    if (!port) return false;
    server.port = *port;
  }
  server.host = has_port ? text.substr(0, colon) : text;
  return is_host(server.host);
}

void read_server(const Node& node, ParseContext& context, MailServer& target) {
  std::string text;
  read_text(node, context, text);
  if (text.empty() || take_server(text, target)) return;
  context.diagnostics.add(node, "expected smtp://HOST:PORT, found \"" + text + "\"",
                          text.starts_with("smtps://") ? "smtp:// on port 587 is encrypted by STARTTLS" : "");
}

void read_address(const Node& node, ParseContext& context, std::string& target) {
  std::string text;
  read_text(node, context, text);
  if (text.empty()) return;
  if (is_mail_address(text)) target = text;
  else context.diagnostics.add(node, "expected a bare mail address such as drift@region.example");
}

void read_addresses(const Node& node, ParseContext& context, std::vector<std::string>& target) {
  if (node.is_list() && node.items.empty()) context.diagnostics.add(node, "expected at least one mail address");
  for (const auto& item : node.is_list() ? node.items : std::vector<Node>{node}) {
    std::string address;
    read_address(item, context, address);
    if (!address.empty()) target.push_back(std::move(address));
  }
}

void check_server(const Node& node, ParseContext& context, const MailServer& server) {
  if (node.has("user") != node.has("password"))
    context.diagnostics.add(node, "\"user\" and \"password\" go together; one of them is missing");
  if (server.starttls == StartTls::none && !server.host.empty() && !is_loopback(server.host))
    context.diagnostics.add(node["starttls"],
                            "mail leaves this machine encrypted or not at all; none is for 127.0.0.1 and localhost",
                            "take the line away, or name a server on this machine");
  std::error_code failed;
  if (!server.ca.empty() && !std::filesystem::is_regular_file(server.ca, failed))
    context.diagnostics.add(node["ca"], "there is no such file");
}

void read_mail(const Node& node, ParseContext& context, std::optional<AlarmMail>& target) {
  AlarmMail mail;
  auto& server = mail.server;
  Fields fields(node, context);
  fields.required("to", read_addresses, mail.to, "[drift@region.example]");
  fields.required("from", read_address, mail.from, "sluss@region.example");
  fields.required("server", read_server, server, "smtp://mail.region.example:587");
  fields.optional("user", read_text, server.user);
  fields.optional("password", read_secret, server.password);
  fields.optional("starttls", starttls_of, server.starttls);
  fields.optional("ca", read_path, server.ca);
  fields.done();
  if (!node.is_map()) return;
  check_server(node, context, server);
  target = std::move(mail);
}

void read_again(const Node& node, ParseContext& context, std::chrono::seconds& target) {
  const auto faults = context.diagnostics.size();
  std::chrono::seconds again{};
  options::read(node, context, again);
  if (context.diagnostics.size() != faults) return;
  if (again >= std::chrono::hours(1)) target = again;
  else context.diagnostics.add(node, "expected at least 1h: a reminder that comes all the time is not read");
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || at + 1 == text.size() || text.size() > 254) return false;
  if (text.find('@', at + 1) != std::string_view::npos || text.starts_with('-')) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c > 0x20 && c < 0x7F && std::string_view("<>()[]\\,;:\"").find(c) == std::string_view::npos;
  });
}

void read_alarms(const Node& node, ParseContext& context, WatchSettings& target) {
  Fields fields(node, context);
  fields.optional("mail", read_mail, target.mail);
  fields.optional("again", read_again, target.again);
  fields.done();
}

void read_metrics(const Node& node, ParseContext& context, WatchSettings& target) {
  Fields fields(node, context);
  fields.required("file", read_path, target.metrics, "/var/lib/prometheus/node-exporter/sluss.prom");
  fields.done();
  if (!target.metrics.empty() && target.metrics.extension() != ".prom")
    context.diagnostics.add(node["file"], "expected a name that ends with .prom: node_exporter reads no other");
}

}  // namespace sluss::config
