// A collector of traces (OTLP over HTTP, JSON), as strict as the specification: whatever in a request it would not
// know, or in another spelling, is a fault.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/value.h"
#include "support/fault_server.h"
#include "support/token_server.h"

namespace sluss::test {

struct TracedSpan {
  std::string trace, id, parent, name;
  std::map<std::string, std::string> attributes;
  std::int64_t status = 0;
};

class Collector {
 public:
  FaultServer server{Behaviour{http_of("200 OK", "{}", "Content-Type: application/json\r\n")}};

  [[nodiscard]] std::string url() const { return server.url("/v1/traces"); }
  /// What has come since the beginning.
  const std::vector<TracedSpan>& spans() {
    for (const auto& request : server.take_requests()) read(request);
    return spans_;
  }
  /// What was wrong with any of it.
  [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }
  /// All bytes that came.
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  void fault(const std::string& text) { faults_.push_back(text); }
  void expect(bool holds, const std::string& text) {
    if (!holds) fault(text);
  }

  void read(const std::string& request) {
    bytes_ += request;
    const auto head = request.find("\r\n\r\n");
    if (head == std::string::npos) return fault("no request");
    expect(request.starts_with("POST /v1/traces HTTP/1.1\r\n"), "another method or path");
    expect(request.find("\r\nContent-Type: application/json\r\n") < head, "another type");
    const auto body = parse_json(request.substr(head + 4));
    if (!body) return fault("no JSON: " + body.error().what);
    knows(*body, {"resourceSpans"});
    for (const auto& of_resource : list((*body)["resourceSpans"])) {
      knows(of_resource, {"resource", "scopeSpans", "schemaUrl"});
      knows(of_resource["resource"], {"attributes", "droppedAttributesCount"});
      const auto resource = attributes(of_resource["resource"]["attributes"]);
      expect(resource.contains("service.name"), "a resource without service.name");
      for (const auto& of_scope : list(of_resource["scopeSpans"])) {
        knows(of_scope, {"scope", "spans", "schemaUrl"});
        knows(of_scope["scope"], {"name", "version", "attributes", "droppedAttributesCount"});
        for (const auto& span : list(of_scope["spans"])) read_span(span);
      }
    }
  }

  void read_span(const Value& span) {
    knows(span, {"traceId", "spanId", "traceState", "parentSpanId", "flags", "name", "kind", "startTimeUnixNano",
                 "endTimeUnixNano", "attributes", "droppedAttributesCount", "events", "droppedEventsCount", "links",
                 "droppedLinksCount", "status"});
    TracedSpan traced{id(span["traceId"], 32), id(span["spanId"], 16), {}, span["name"].text_or_empty(), {}, 0};
    if (!span["parentSpanId"].is_null()) traced.parent = id(span["parentSpanId"], 16);
    expect(!traced.name.empty(), "a span without a name");
    const auto* kind = span["kind"].as_int();
    expect(kind != nullptr && *kind >= 1 && *kind <= 5, "a kind that there is not");
    const auto begin = nanoseconds(span["startTimeUnixNano"]), end = nanoseconds(span["endTimeUnixNano"]);
    expect(begin <= end, "it ends before it begins");
    knows(span["status"], {"message", "code"});
    const auto* code = span["status"]["code"].as_int();
    expect(code != nullptr && *code >= 0 && *code <= 2, "a status that there is not");
    traced.status = code == nullptr ? 0 : *code;
    traced.attributes = attributes(span["attributes"]);
    expect(ids_.insert(traced.id).second, "two spans have one id: " + traced.name);
    spans_.push_back(std::move(traced));
  }

  /// 19 digits as text: what a double would not keep.
  std::string nanoseconds(const Value& value) {
    const auto* text = value.as_text();
    const bool good = text != nullptr && text->size() == 19 &&
                      std::all_of(text->begin(), text->end(), [](char c) { return c >= '0' && c <= '9'; });
    expect(good, "a time that is no text of nanoseconds");
    return text == nullptr ? "" : *text;
  }

  std::string id(const Value& value, std::size_t digits) {
    const auto text = value.text_or_empty();
    const bool good = value.as_text() != nullptr && text.size() == digits &&
                      text.find_first_not_of("0123456789abcdef") == std::string::npos &&
                      text.find_first_not_of('0') != std::string::npos;
    expect(good, "an id that is none: " + text);
    return text;
  }

  std::map<std::string, std::string> attributes(const Value& value) {
    std::map<std::string, std::string> found;
    for (const auto& one : list(value)) {
      knows(one, {"key", "value"});
      const auto& of = one["value"];
      knows(of, {"stringValue", "intValue"});
      expect(of.as_object() != nullptr && of.as_object()->size() == 1, "an attribute that is not one value");
      const auto& given = of["stringValue"].is_null() ? of["intValue"] : of["stringValue"];
      expect(given.as_text() != nullptr, "a value that is no text");  // also of intValue: it has 64 bits
      expect(found.emplace(one["key"].text_or_empty(), given.text_or_empty()).second, "a key twice");
    }
    return found;
  }

  void knows(const Value& value, std::initializer_list<std::string_view> members) {
    if (value.as_object() == nullptr) return fault("no object");
    for (const auto& [name, member] : *value.as_object())
      expect(std::find(members.begin(), members.end(), name) != members.end(), "it knows no \"" + name + "\"");
  }

  std::vector<Value> list(const Value& value) {
    expect(value.as_list() != nullptr && !value.as_list()->empty(), "no list, or an empty one");
    return value.as_list() == nullptr ? std::vector<Value>{} : *value.as_list();
  }

  std::vector<TracedSpan> spans_;
  std::vector<std::string> faults_;
  std::set<std::string> ids_;
  std::string bytes_;
};

}  // namespace sluss::test
