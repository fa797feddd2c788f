#include "sink.h"

#include <algorithm>

#include "base/media_type.h"
#include "base/text.h"
#include "plugin/shapes.h"
#include "verdict.h"

namespace sluss::http {
namespace {

constexpr std::string_view secret_prefix = "secret:";

/// Names that say how a request is sent, which is decided elsewhere.
bool is_ours(const std::string& name, const SinkConfig& config) {
  const auto folded = fold_case(name);
  const bool framing = folded == "host" || folded == "content-length" || folded == "transfer-encoding" ||
                       folded == "connection" || folded == "expect" || folded == "upgrade" || folded == "te" ||
                       folded == "trailer";
  return framing || folded == fold_case(config.key_header) ||
         (folded == "authorization" && !(config.token.empty() && config.token_url.empty()));
}

void read_header(const SinkConfig& config, const Node::Entry& entry, ParseContext& context) {
  auto& diagnostics = context.diagnostics;
  if (!is_header_name(entry.key)) return diagnostics.add(entry.value, "this is no header's name");
  if (is_ours(entry.key, config))
    return diagnostics.add(entry.value, "this header is set by other options or by itself");
  if (!entry.value.is_scalar()) return diagnostics.add(entry.value, "expected a text or secret:NAME");
  Secret value(entry.value.text);
  const auto faults = diagnostics.size();
  if (std::string_view(entry.value.text).starts_with(secret_prefix)) options::read(entry.value, context, value);
  if (diagnostics.size() != faults) return;
  if (has_control(value.reveal())) return diagnostics.add(entry.value, "the value holds a control character");
  config.read_headers->emplace_back(entry.key, std::move(value));
}

void check_headers(const SinkConfig& config, ParseContext& context) {
  config.read_headers->clear();
  if (config.headers.kind == Node::Kind::missing) return;
  if (!config.headers.is_map())
    return context.diagnostics.add(config.headers, "expected a table of headers",
                                   "for example headers: { X-Client: sluss }");
  for (const auto& entry : config.headers.entries) read_header(config, entry, context);
}

void check(const SinkConfig& config, const Node& node, ParseContext& context) {
  auto& diagnostics = context.diagnostics;
  check_service(config, node, context);
  check_oauth(config, node, context);
  check_url(node["url"], config.url, config.plain, context);
  check_headers(config, context);
  if (!is_header_name(config.key_header)) diagnostics.add(node["key_header"], "this is no header's name");
  if (has_control(config.token.reveal())) diagnostics.add(node["token"], "the token holds a control character");
  if (!config.token.empty() && !config.token_url.empty())
    diagnostics.add(node["token"], "the tokens of token_url are sent in its place", "state one of them");
  if (config.resend != Resend::ask) {
    if (!config.ask.empty()) diagnostics.add(node["ask"], "it is used with resend: ask alone", "write resend: ask");
    return;
  }
  check_url(node["ask"], config.ask, config.plain, context);
  if (config.ask.find("{key}") == std::string::npos)
    diagnostics.add(node["ask"], "expected a URL with {key}, which the delivery is asked for by");
}

/// Each delivery is a matter of its own: no cookie goes from one to the next.
Manner manner_of(const SinkConfig& config) {
  auto manner = config.manner(Line().longest_answer);
  manner.lasting = Lasting::nothing;
  return manner;
}

}  // namespace

Spec<SinkConfig> sink_spec() {
  auto spec = Spec<SinkConfig>("http", "Sends each document to a web service");
  spec.required("url", &SinkConfig::url, "Where documents are sent; {key} in it stands for the delivery's key",
                "https://ekonomi.example.se/api/invoices")
      .choice("method", &SinkConfig::method, "How they are sent", {{"POST", Method::post}, {"PUT", Method::put}})
      .option("headers", &SinkConfig::headers, "Further headers by name; a value may be secret:NAME",
              "{ X-Client: sluss }")
      .shape("headers", shapes::texts_by_name)
      .option("key_header", &SinkConfig::key_header,
              "The header that carries the delivery's key, the same for every attempt", "Idempotency-Key")
      .option("token", &SinkConfig::token, "Sent as Authorization: Bearer", "secret:ekonomi_token")
      .choice("resend", &SinkConfig::resend,
              "What the target promises about a key that comes again: safe, it makes no second delivery; ask, it can "
              "be asked; never, nothing",
              {{"safe", Resend::safe}, {"ask", Resend::ask}, {"never", Resend::never}})
      .option("ask", &SinkConfig::ask,
              "With resend ask: the URL that answers 200 when the delivery with that key is there, and 404 when not",
              "https://ekonomi.example.se/api/invoices?key={key}");
  add_service(spec);
  add_oauth(spec);
  return spec.rule(check);
}

HttpSink::HttpSink(SinkConfig config)
    : config_(std::move(config)),
      client_(manner_of(config_)),
      target_(read_url(config_.url).value_or(Url())),
      ask_(read_url(config_.ask).value_or(Url())) {}

Result<void> HttpSink::open(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "opening was stopped");
  return {};
}

Result<WriteReport> HttpSink::write(std::span<const Parcel> parcels, std::stop_token stop) {
  WriteReport report;
  for (const auto& parcel : parcels) {
    const auto request = request_for(parcel);
    if (!request) {
      report.receipts.emplace_back(fail(request.error()));
      continue;
    }
    const auto made = client_.attempt(*request, stop);
    if (!made) {
      report.stopped = made.error();
      break;
    }
    auto verdict = judge(*made, config_.resend, target_.shown, SystemClock().now());
    if (verdict.receipt) report.receipts.push_back(std::move(*verdict.receipt));
    report.stopped = std::move(verdict.stopped);
    if (report.stopped) break;
  }
  return report;
}

Result<std::optional<std::string>> HttpSink::find(const std::string& key, std::stop_token stop) {
  if (config_.resend != Resend::ask) return Sink::find(key, std::move(stop));
  SLUSS_TRY_ASSIGN(wire, wire_key(key));
  const Request request{"GET", with_key(ask_, wire), headers_for(wire), {}};
  SLUSS_TRY_ASSIGN(made, client_.attempt(request, stop));
  return judge_found(made, ask_.shown, SystemClock().now());
}

Result<Request> HttpSink::request_for(const Parcel& parcel) const {
  SLUSS_TRY_ASSIGN(wire, wire_key(parcel.key));
  if (parcel.documents.size() != 1)
    return fail(Fault::rejected,
                "the format makes " + std::to_string(parcel.documents.size()) +
                    " documents of one message; an HTTP request carries one. Choose one form in format:");
  const auto& document = parcel.documents.front();
  Request request{config_.method == Method::post ? "POST" : "PUT", with_key(target_, wire), headers_for(wire),
                  document.bytes};
  const bool has_type = std::any_of(config_.read_headers->begin(), config_.read_headers->end(),
                                    [](const auto& header) { return fold_case(header.first) == "content-type"; });
  if (!has_type) request.headers.push_back("Content-Type: " + media_type(document.extension));
  return request;
}

std::vector<std::string> HttpSink::headers_for(const std::string& wire_key) const {
  std::vector<std::string> headers = {config_.key_header + ": " + wire_key};
  if (!config_.token.empty()) headers.push_back("Authorization: Bearer " + config_.token.reveal());
  for (const auto& [name, value] : *config_.read_headers) {
    // libcurl drops a header without a value unless it ends in a semicolon.
    headers.push_back(value.empty() ? name + ";" : name + ": " + value.reveal());
  }
  return headers;
}

Result<void> HttpSinkProbe::probe(std::stop_token stop) {
  const auto target = read_url(config_.url).value_or(Url());
  const auto manner = manner_of(config_);
  const auto made = connect(target.text, manner.line, stop);
  if (made.trouble == Trouble::none) return Client(manner).log_in(stop);
  auto verdict = judge(made, config_.resend, target.shown, SystemClock().now());
  return fail(std::move(*verdict.stopped));
}

}  // namespace sluss::http
