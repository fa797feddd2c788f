#include "sink.h"

#include <algorithm>

#include "answers.h"
#include "base/text.h"
#include "http/url.h"

namespace sluss::fortnox {
namespace {

constexpr auto invoices = "/3/invoices";
constexpr std::chrono::seconds window{5};
constexpr std::size_t longest_answer = 1U << 20U;

/// Client credentials name the customer in a header, of which nothing is kept from one token to the next; a refresh
/// token has a successor each time.
http::Manner manner_of(const SinkConfig& config) {
  auto manner = config.manner(longest_answer);
  manner.oauth.login = {"Fortnox",
                        "Fortnox's login",
                        {},
                        "check tenant: or refresh_token:, and whether the customer's consent is still there",
                        "the customer must consent again",
                        http::Login::Successor::always};
  if (config.refresh_token.empty()) manner.oauth.login.headers.push_back("TenantId: " + config.tenant);
  return manner;
}

http::Request request_of(const SinkConfig& config, const std::string& method, const std::string& path,
                         std::string_view body = {}) {
  return {method, config.url + path, {"Accept: application/json", "Content-Type: application/json"}, body};
}

void check(const SinkConfig& config, const Node& node, ParseContext& context) {
  http::check_service(config, node, context);
  http::check_url(node["url"], config.url, config.plain, context);
  http::check_url(node["token_url"], config.token_url, config.plain, context);
  if (config.refresh_token.empty() != config.token_file.empty())
    context.diagnostics.add(node,
                            "refresh_token and token_file go together: each use makes a new one, which is kept there");
  for (const auto* option : {"client_id", "tenant"}) {
    if (has_control(node[option].text) || node[option].text.find(':') != std::string::npos)
      context.diagnostics.add(node[option], "it holds a colon or a control character");
  }
}

/// A request for fewer requests without a time is for as long as Fortnox counts.
Error refused(const http::Answer& answer) {
  auto error = *http::refusal(answer, "Fortnox", SystemClock().now());
  if (error.fault == Fault::throttled && answer.retry_after.empty()) error.retry_after = window;
  const auto code = error_code(answer.body);
  if (!code.empty()) error.what = "Fortnox answered " + std::to_string(answer.status) + " with its error " + code;
  return error;
}

bool is_connection(Fault fault) {
  return fault == Fault::unavailable || fault == Fault::throttled || fault == Fault::denied ||
         fault == Fault::cancelled;
}

Error nobody_knows(const std::string& what) {
  return {Fault::unknown_outcome, what + "; nobody knows whether it made the invoice", std::nullopt};
}

}  // namespace

Spec<SinkConfig> sink_spec() {
  auto spec = Spec<SinkConfig>("fortnox", "Makes invoices in Fortnox (API version 3)");
  spec.required<std::string>("client_id", &SinkConfig::client_id, "The integration's Client-Id", "8VurtMGDTeAI")
      .required<Secret>("client_secret", &SinkConfig::client_secret, "Its Client-Secret",
                        "secret:fortnox_client_secret")
      .required("tenant", &SinkConfig::tenant, "The customer's tenant: DatabaseNumber of its company information",
                "123456")
      .option<Secret>(
          "refresh_token", &SinkConfig::refresh_token,
          "For access by refresh tokens, in the place of client credentials: the one that came with the customer's "
          "consent",
          "secret:fortnox_refresh")
      .option<std::filesystem::path>(
          "token_file", &SinkConfig::token_file,
          "With refresh_token: where its successors are kept, a file that Sluss alone may read",
          "../store/fortnox.token")
      .option("url", &SinkConfig::url, "Where Fortnox's API is", "https://api.fortnox.se")
      .option<std::string>("token_url", &SinkConfig::token_url, "Where access tokens are got",
                           "https://apps.fortnox.se/oauth-v1/token");
  http::add_service(spec);
  spec.rule(check);
  return spec;
}

Result<void> FortnoxSink::open(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "opening was stopped");
  client_ = std::make_unique<http::Client>(manner_of(config_));
  return {};
}

Result<WriteReport> FortnoxSink::write(std::span<const Parcel> parcels, std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "writing was stopped");
  WriteReport report;
  for (const auto& parcel : parcels) {
    if (!deliver(parcel, stop, report)) break;
  }
  return report;
}

bool FortnoxSink::deliver(const Parcel& parcel, const std::stop_token& stop, WriteReport& report) {
  const auto done = [&](Result<std::string> receipt) {
    report.receipts.push_back(std::move(receipt));
    return true;
  };
  if (parcel.documents.size() != 1)
    return done(fail(Fault::rejected, "Fortnox takes one document of a message; write format: { fortnox: ... }"));
  const auto body = with_reference(parcel.documents.front().bytes, reference_of(parcel.key));
  if (!body) return done(fail(body.error()));
  const auto answer = client_->send(request_of(config_, "POST", invoices, *body), stop);
  if (!answer) {
    if (client_->left()) (void)done(fail(nobody_knows(answer.error().what)));
    report.stopped = answer.error();
    if (!is_connection(report.stopped->fault)) report.stopped->fault = Fault::unavailable;
    return false;
  }
  if (answer->status < 300) return done(document_number(answer->body));
  auto error = refused(*answer);
  if (answer->status >= 500 && answer->status != 503) return done(fail(nobody_knows(error.what)));
  if (!is_connection(error.fault)) return done(fail(std::move(error)));
  report.stopped = std::move(error);
  return false;
}

Result<std::optional<std::string>> FortnoxSink::find(const std::string& key, std::stop_token stop) {
  const auto reference = reference_of(key);
  const auto path = std::string(invoices) + "?externalinvoicereference1=" + reference;
  SLUSS_TRY_ASSIGN(answer, client_->send(request_of(config_, "GET", path), stop));
  if (answer.status >= 300) return fail(refused(answer));
  return found_in(answer.body, reference);
}

Result<void> FortnoxProbe::probe(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "probing was stopped");
  http::Client client(manner_of(config_));
  SLUSS_TRY_ASSIGN(answer, client.send(request_of(config_, "GET", std::string(invoices) + "?limit=1"), stop));
  if (answer.status >= 300) return fail(refused(answer));
  return {};
}

}  // namespace sluss::fortnox
