#include "source.h"

#include <algorithm>

#include "base/text.h"
#include "plugin/held_text.h"
#include "target.h"

namespace sluss::http {
namespace {

constexpr unsigned retry_soon = 5;  // seconds

void expect_between(const Node& node, std::int64_t value, std::int64_t least, std::int64_t most,
                    ParseContext& context) {
  if (value < least || value > most)
    context.diagnostics.add(node, "expected " + std::to_string(least) + " to " + std::to_string(most));
}

void check_proof(const SourceConfig& config, const Node& node, ParseContext& context) {
  auto& diagnostics = context.diagnostics;
  for (const auto& [name, secret] :
       {std::pair{"token", &config.token}, std::pair{"signing_key", &config.signing_key}}) {
    if (node.has(name) && secret->empty()) diagnostics.add(node[name], "it is empty: everybody would be let in");
  }
  for (const auto& [name, header] :
       {std::pair{"signature_header", &config.signature_header}, std::pair{"key_header", &config.key_header}}) {
    if (!is_header_name(*header)) diagnostics.add(node[name], "expected the name of a header");
  }
}

void check(const SourceConfig& config, const Node& node, ParseContext& context) {
  auto& diagnostics = context.diagnostics;
  const auto listen = read_listen(config.listen);
  if (!listen) diagnostics.add(node["listen"], listen.error());
  else if (!listen->loopback && config.certificate.empty())
    diagnostics.add(node["listen"], "other machines can reach this address, and all would go in clear",
                    "give certificate: and certificate_key:, or listen at 127.0.0.1 behind a proxy that does TLS");
  else if (listen->port == 0) diagnostics.add(node["listen"], "port 0 would be another port at every start");
  if (!config.path.starts_with('/') || config.path.find_first_of("?# ") != std::string::npos ||
      has_control(config.path))
    diagnostics.add(node["path"], "expected a path such as /placements, without a query");
  check_proof(config, node, context);
  if (!config.certificate_key.empty() && config.certificate.empty())
    diagnostics.add(node["certificate_key"], "it is the key of a certificate, which is not given",
                    "write certificate:");
  expect_between(node["largest_body"], config.largest_body, 1, std::int64_t{64} * 1024 * 1024, context);
  expect_between(node["most_connections"], config.most_connections, 1, 10'000, context);
  expect_between(node["most_waiting"], config.most_waiting, 1, 10'000, context);
  if (config.header_timeout.count() == 0) diagnostics.add(node["header_timeout"], "expected at least 1s");
  if (config.body_timeout.count() == 0) diagnostics.add(node["body_timeout"], "expected at least 1s");
}

Door door_of(const SourceConfig& config) {
  return {config.path,        config.token,
          config.signing_key, config.signature_header,
          config.key_header,  static_cast<std::uint64_t>(config.largest_body)};
}

ServerConfig server_config(const SourceConfig& config) {
  ServerConfig made;
  made.listen = read_listen(config.listen).value_or(Listen{"127.0.0.1", 0, true});
  made.certificate = config.certificate;
  made.key = config.certificate_key;
  made.most_connections = static_cast<std::size_t>(config.most_connections);
  made.header_time = config.header_timeout;
  made.body_time = config.body_timeout;
  return made;
}

Reply reply_for(Outcome outcome, const std::string& why) {
  if (outcome == Outcome::taken) return {200, R"({"taken":true})", 0};
  if (outcome == Outcome::left) return refusal(503, "it could not be stored now; send it again", retry_soon);
  return refusal(why.starts_with("the same key") ? 409 : 422, why.empty() ? "it cannot be read" : why);
}

}  // namespace

Spec<SourceConfig> source_spec() {
  return Spec<SourceConfig>("http", "Takes what others send by POST")
      .option("listen", &SourceConfig::listen, "The IP address and port to listen at", "127.0.0.1:8480")
      .option("path", &SourceConfig::path, "The path that is sent to", "/placements")
      .option("token", &SourceConfig::token, "What senders prove themselves with: Authorization: Bearer",
              "secret:events_token")
      .option("signing_key", &SourceConfig::signing_key,
              "What senders sign each body with (HMAC-SHA-256), as webhooks do; instead of a token, or besides",
              "secret:webhook_key")
      .option("signature_header", &SourceConfig::signature_header, "The header that carries the signature",
              "X-Hub-Signature-256")
      .option("key_header", &SourceConfig::key_header,
              "The header that carries a request's own key, the same when it is sent again", "Idempotency-Key")
      .option("certificate", &SourceConfig::certificate,
              "The certificate and its chain, as PEM; required when other machines can reach the address",
              "tls/sluss.pem")
      .option("certificate_key", &SourceConfig::certificate_key,
              "The certificate's private key, as PEM; without it, the key stands in the certificate's file",
              "tls/sluss-key.pem")
      .formerly("certificate_key", "key")
      .option("largest_body", &SourceConfig::largest_body, "How many bytes a request's body may have", "1048576")
      .option("most_connections", &SourceConfig::most_connections,
              "How many senders are served at a time; one more takes the place of the one that has been silent longest", "64")
      .option("most_waiting", &SourceConfig::most_waiting,
              "How many requests may wait to be stored; more are told to come again", "64")
      .option("header_timeout", &SourceConfig::header_timeout,
              "How long a sender may take for the head of a request, and be idle", "10s")
      .option("body_timeout", &SourceConfig::body_timeout, "How long a sender may take for a body", "30s")
      .either({"token", "signing_key"})
      .rule(check);
}

HttpSource::HttpSource(SourceConfig config) : config_(std::move(config)) {}

Result<void> HttpSource::open(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "opening was stopped");
  close();
  doorway_.emplace(door_of(config_), static_cast<std::size_t>(config_.most_waiting));
  server_.emplace(*doorway_);
  return server_->start(server_config(config_));
}

Result<void> HttpSource::wait(std::stop_token stop) {
  if (doorway_) doorway_->inbox().wait(std::move(stop));
  return {};
}

Result<std::optional<Read>> HttpSource::read(std::stop_token stop) {
  if (stop.stop_requested() || !doorway_) return std::nullopt;
  auto pushed = doorway_->inbox().take();
  if (!pushed) return std::nullopt;
  auto version = to_hex(digest(pushed->body));
  return Read{std::move(pushed->ticket), std::move(pushed->key), std::move(version),
              std::make_unique<HeldText>(std::move(pushed->body))};
}

Result<void> HttpSource::settle(const std::string& ticket, Outcome outcome, const std::string& why) {
  if (doorway_ && doorway_->inbox().settle(ticket, reply_for(outcome, why))) return {};
  return fail(Fault::internal, "a request was settled that does not wait");
}

void HttpSource::close() noexcept {
  if (server_) server_->stop();
  server_.reset();
  doorway_.reset();
}

Result<void> HttpSourceProbe::probe(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "trying it out was stopped");
  return Server::try_out(server_config(config_));
}

}  // namespace sluss::http
