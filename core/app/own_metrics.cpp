#include "app/own_metrics.h"

#include <algorithm>

#include "http/certificate.h"

namespace sluss::app {
namespace {

std::string metric(const std::string& name, const char* type, const std::string& labels, const std::string& value) {
  const auto& all = own_metrics();
  const auto info = std::ranges::find(all, name, &engine::MetricInfo::name);
  return "# HELP " + name + " " + info->text + "\n# TYPE " + name + " " + type + "\n" + name + labels + " " + value +
         "\n";
}

}  // namespace

const std::vector<engine::MetricInfo>& own_metrics() {
  static const std::vector<engine::MetricInfo> all = {
      {"sluss_certificate_expiry_timestamp_seconds", "When the admin API's certificate expires; told there alone.", {}},
      {"sluss_trace_spans_sent_total", "Spans that the collector of traces took; told by the admin API alone.", {}},
      {"sluss_trace_spans_dropped_total", "Spans that it did not take in time; told by the admin API alone.", {}},
  };
  return all;
}

std::string own_metrics_text(const config::Configuration& configuration, const traces::Exporter* exporter) {
  std::string text;
  if (configuration.admin && !configuration.admin->certificate.empty()) {
    const auto expires = http::expiry_of({configuration.admin->certificate, {}, {}});
    if (expires)
      text += metric("sluss_certificate_expiry_timestamp_seconds", "gauge", "",
                     std::to_string(expires->time_since_epoch().count()));
  }
  if (exporter != nullptr) {
    text += metric("sluss_trace_spans_sent_total", "counter", "", std::to_string(exporter->sent()));
    text += metric("sluss_trace_spans_dropped_total", "counter", "", std::to_string(exporter->dropped()));
  }
  return text;
}

}  // namespace sluss::app
