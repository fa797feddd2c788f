#include "sink.h"

#include <algorithm>

#include "base/text.h"
#include "http/url.h"

namespace sluss::fortnox {
namespace {

constexpr auto invoices = "/3/invoices";
constexpr std::chrono::seconds window{5};

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
  spec.required("client_id", &SinkConfig::client_id, "The integration's Client-Id", "8VurtMGDTeAI")
      .required("client_secret", &SinkConfig::client_secret, "Its Client-Secret", "secret:fortnox_client_secret")
      .required("tenant", &SinkConfig::tenant, "The customer's tenant: DatabaseNumber of its company information",
                "123456")
      .option("refresh_token", &SinkConfig::refresh_token,
              "For access by refresh tokens, in the place of client credentials: the one that came with the customer's "
              "consent",
              "secret:fortnox_refresh")
      .option("token_file", &SinkConfig::token_file,
              "With refresh_token: where its successors are kept, a file that Sluss alone may read",
              "../store/fortnox.token")
      .option("url", &SinkConfig::url, "Where Fortnox's API is", "https://api.fortnox.se")
      .option("token_url", &SinkConfig::token_url, "Where access tokens are got",
              "https://apps.fortnox.se/oauth-v1/token");
  http::add_service(spec);
  spec.rule(check);
  return spec;
}

Result<void> FortnoxSink::open(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "opening was stopped");
  service_ = std::make_unique<Service>(config_);
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
  const auto sent = service_->send("POST", invoices, *body, stop);
  if (!sent.answer) {
    if (sent.left) (void)done(fail(nobody_knows(sent.answer.error().what)));
    report.stopped = sent.answer.error();
    if (!is_connection(report.stopped->fault)) report.stopped->fault = Fault::unavailable;
    return false;
  }
  if (sent.answer->status < 300) return done(document_number(sent.answer->body));
  auto error = refused(*sent.answer);
  if (sent.answer->status >= 500 && sent.answer->status != 503) return done(fail(nobody_knows(error.what)));
  if (!is_connection(error.fault)) return done(fail(std::move(error)));
  report.stopped = std::move(error);
  return false;
}

Result<std::optional<std::string>> FortnoxSink::find(const std::string& key, std::stop_token stop) {
  const auto reference = reference_of(key);
  const auto sent = service_->send("GET", std::string(invoices) + "?externalinvoicereference1=" + reference, {}, stop);
  if (!sent.answer) return fail(sent.answer.error());
  if (sent.answer->status >= 300) return fail(refused(*sent.answer));
  return found_in(sent.answer->body, reference);
}

Result<void> FortnoxProbe::probe(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "probing was stopped");
  const auto sent = Service(config_).send("GET", std::string(invoices) + "?limit=1", {}, stop);
  if (!sent.answer) return fail(sent.answer.error());
  if (sent.answer->status >= 300) return fail(refused(*sent.answer));
  return {};
}

}  // namespace sluss::fortnox
