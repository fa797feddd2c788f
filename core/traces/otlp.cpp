#include "traces/otlp.h"

namespace sluss::traces {
namespace {

using observe::Span;

// By opentelemetry/proto/trace/v1/trace.proto.
constexpr std::int64_t internal = 1, client = 3, consumer = 5;
constexpr std::int64_t ok = 1, error = 2;

constexpr std::size_t digits_of_span = 16;

std::string span_id(const std::string& text) { return to_hex(digest(text)).substr(0, digits_of_span); }

/// Where the spans of a message and a run begin.
std::string root_id(const Sender& sender, const Span& span) {
  return span_id(sender.house + "/" + std::to_string(span.message) + "/" + std::to_string(span.run));
}

std::string nanoseconds(observe::Moment at) { return std::to_string(at.time_since_epoch().count()); }

std::string id_of(const Sender& sender, const Span& span) {
  if (span.kind == Span::Kind::message) return root_id(sender, span);
  return span_id(root_id(sender, span) + "/" + span.name + "/" + span.connection + "/" + nanoseconds(span.begin) + "/" +
                 std::to_string(span.attempt));
}

std::int64_t kind_of(const Span& span) {
  if (span.kind == Span::Kind::delivery) return client;
  return span.kind == Span::Kind::message ? consumer : internal;
}

void add(Value& attributes, const std::string& key, const char* type, const std::string& text) {
  if (text.empty()) return;
  auto attribute = Value::object();
  attribute["key"] = key;
  attribute["value"][type] = text;
  attributes.as_list()->push_back(std::move(attribute));
}

Value attributes_of(const Span& span) {
  auto attributes = Value::list();
  add(attributes, "sluss.message", "intValue", std::to_string(span.message));
  if (span.run != 0) add(attributes, "sluss.run", "intValue", std::to_string(span.run));
  add(attributes, "sluss.connection", "stringValue", span.connection);
  add(attributes, "sluss.outcome", "stringValue", span.outcome);
  if (span.attempt != 0) add(attributes, "sluss.attempt", "intValue", std::to_string(span.attempt));
  return attributes;
}

Value to_otlp(const Span& span, const Sender& sender) {
  auto value = Value::object();
  value["traceId"] = to_hex(trace_of(sender, span.message));
  value["spanId"] = id_of(sender, span);
  if (span.kind != Span::Kind::message) value["parentSpanId"] = root_id(sender, span);
  value["name"] = span.name;
  value["kind"] = kind_of(span);
  value["startTimeUnixNano"] = nanoseconds(span.begin);
  value["endTimeUnixNano"] = nanoseconds(span.end);
  value["attributes"] = attributes_of(span);
  value["status"]["code"] = span.failed ? error : ok;
  return value;
}

}  // namespace

Digest trace_of(const Sender& sender, std::int64_t message) {
  return digest("trace/" + sender.house + "/" + std::to_string(message));
}

Value to_otlp(const std::vector<Span>& spans, const Sender& sender) {
  auto resource = Value::list();
  add(resource, "service.name", "stringValue", "sluss");
  add(resource, "service.version", "stringValue", sender.version);
  auto scope = Value::object();
  scope["scope"]["name"] = "sluss";
  auto& list = scope["spans"] = Value::list();
  for (const auto& span : spans) list.as_list()->push_back(to_otlp(span, sender));
  auto of_resource = Value::object();
  of_resource["resource"]["attributes"] = std::move(resource);
  of_resource["scopeSpans"] = Value::list();
  of_resource["scopeSpans"].as_list()->push_back(std::move(scope));
  auto request = Value::object();
  request["resourceSpans"] = Value::list();
  request["resourceSpans"].as_list()->push_back(std::move(of_resource));
  return request;
}

}  // namespace sluss::traces
