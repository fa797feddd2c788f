#include "app/own_metrics.h"

#include <algorithm>

#include "http/certificate.h"

namespace sluss::app {
namespace {

std::string head_of(const std::string& name, const char* type) {
  const auto& all = own_metrics();
  const auto info = std::ranges::find(all, name, &engine::MetricInfo::name);
  return "# HELP " + name + " " + info->text + "\n# TYPE " + name + " " + type + "\n";
}

std::string metric(const std::string& name, const char* type, const std::string& value) {
  return head_of(name, type) + name + " " + value + "\n";
}

constexpr auto certificate_expiry = "sluss_certificate_expiry_timestamp_seconds";

std::string expiry_line(const std::string& labels, Instant expires) {
  return certificate_expiry + labels + " " + std::to_string(expires.time_since_epoch().count()) + "\n";
}

/// The admin API's own, and those that connections show of us. One that cannot be read is told by `check --probe`.
std::string certificates(const config::Configuration& configuration) {
  std::string lines;
  if (configuration.admin && !configuration.admin->certificate.empty()) {
    if (const auto expires = http::expiry_of({configuration.admin->certificate, {}, {}}))
      lines += expiry_line("", *expires);
  }
  // The name of a connection is one of the configuration: letters, digits, points and dashes.
  for (const auto& [name, make] : configuration.probes)
    if (const auto expires = make()->certificate_expires())
      lines += expiry_line("{connection=\"" + name + "\"}", *expires);
  return lines.empty() ? "" : head_of(certificate_expiry, "gauge") + lines;
}

}  // namespace

const std::vector<engine::MetricInfo>& own_metrics() {
  static const std::vector<engine::MetricInfo> all = {
      {certificate_expiry,
       "When a certificate of ours expires: the admin API's own, or that of a connection; told by the admin API alone.",
       {"connection"}},
      {"sluss_trace_spans_sent_total", "Spans that the collector of traces took; told by the admin API alone.", {}},
      {"sluss_trace_spans_dropped_total", "Spans that it did not take in time; told by the admin API alone.", {}},
  };
  return all;
}

std::string own_metrics_text(const config::Configuration& configuration, const traces::Exporter* exporter) {
  auto text = certificates(configuration);
  if (exporter != nullptr) {
    text += metric("sluss_trace_spans_sent_total", "counter", std::to_string(exporter->sent()));
    text += metric("sluss_trace_spans_dropped_total", "counter", std::to_string(exporter->dropped()));
  }
  return text;
}

}  // namespace sluss::app
