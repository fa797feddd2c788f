#include "http/options.h"

#include "http/certificate.h"
#include "http/url.h"

namespace sluss::http {

Line ServiceConfig::line(std::size_t longest_answer) const {
  return {ca, connect_timeout, answer_timeout, longest_answer, {certificate, certificate_key, passphrase}, proxy};
}

Manner ServiceConfig::manner(std::size_t longest_answer) const { return {line(longest_answer), {rate, burst}, *this}; }

void check_url(const Node& node, const std::string& url, Plain plain, ParseContext& context) {
  const auto target = read_url(url);
  if (!target) context.diagnostics.add(node, target.error());
  else if (!target->encrypted && !target->loopback && plain == Plain::refused)
    context.diagnostics.add(node, "http:// would send everything in clear to another machine",
                            "write https://, or plain: allowed where the network is safe by other means");
}

void check_service(const ServiceConfig& config, const Node& node, ParseContext& context) {
  auto& diagnostics = context.diagnostics;
  if (config.connect_timeout.count() == 0) diagnostics.add(node["connect_timeout"], "expected at least 1s");
  if (config.answer_timeout.count() == 0) diagnostics.add(node["answer_timeout"], "expected at least 1s");
  if (config.rate < 0 || config.rate > 1000) diagnostics.add(node["rate"], "expected 0 to 1000 requests a second");
  if (config.burst < 1 || config.burst > 1000) diagnostics.add(node["burst"], "expected 1 to 1000 requests");
  if (config.certificate.empty() && !config.certificate_key.empty())
    diagnostics.add(node["certificate_key"], "a key is of no use without its certificate", "state certificate:");
  if (config.certificate.empty() && !config.passphrase.empty())
    diagnostics.add(node["passphrase"], "there is nothing for it to open", "state certificate:");
  if (!config.proxy.empty() && (!config.proxy.starts_with("http://") || !read_url(config.proxy)))
    diagnostics.add(node["proxy"], "expected the proxy as http://HOST:PORT, without user and password");
}

void check_oauth(const ServiceConfig& config, const Node& node, ParseContext& context) {
  auto& diagnostics = context.diagnostics;
  if (config.token_url.empty()) {
    for (const auto* option : {"client_id", "client_secret", "client_auth", "scope", "refresh_token", "token_file"}) {
      if (node.has(option))
        diagnostics.add(node[option], "nobody is asked for a token by it", "state token_url:, or leave it out");
    }
    return;
  }
  check_url(node["token_url"], config.token_url, config.plain, context);
  if (config.client_id.empty() || config.client_secret.empty())
    diagnostics.add(node["token_url"],
                    "client_id: and client_secret: go with it: who we are there, and what proves it");
  if (config.refresh_token.empty() != config.token_file.empty())
    diagnostics.add(node[config.token_file.empty() ? "refresh_token" : "token_file"],
                    "refresh_token and token_file go together: each use may make a new one, which is kept there");
}

std::vector<std::string> certificate_warnings(const ServiceConfig& config) {
  const auto ours = config.line(0).client;
  if (ours.empty()) return {};
  const auto expires = expiry_of(ours);
  if (!expires) return {expires.error().what};
  auto warning = expiry_warning(*expires, SystemClock().now());
  return warning.empty() ? std::vector<std::string>() : std::vector<std::string>{std::move(warning)};
}

std::optional<Instant> certificate_expiry(const ServiceConfig& config) {
  const auto ours = config.line(0).client;
  if (ours.empty()) return std::nullopt;
  const auto expires = expiry_of(ours);
  return expires ? std::optional(*expires) : std::nullopt;
}

}  // namespace sluss::http
