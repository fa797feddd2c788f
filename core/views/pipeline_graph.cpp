#include "views/pipeline_graph.h"

#include "views/status.h"

namespace sluss::views {
namespace {

/// The entry of a list that has this text there; null when none has.
const Value& entry_with(const Value& list, const char* member, const std::string& text) {
  static const Value nothing;
  if (const auto* entries = list.as_list(); entries != nullptr) {
    for (const auto& entry : *entries)
      if (entry[member].text_or_empty() == text) return entry;
  }
  return nothing;
}

std::int64_t sum(const Value& list, const char* member, const std::string& text, const char* of) {
  std::int64_t total = 0;
  if (const auto* entries = list.as_list(); entries != nullptr) {
    for (const auto& entry : *entries)
      if (const auto* number = entry[of].as_int(); number != nullptr && entry[member].text_or_empty() == text)
        total += *number;
  }
  return total;
}

/// Draws one pipeline.
class Graph {
 public:
  Graph(const config::Configuration& configuration, const Value& connections, const Value& parked, const Value& report)
      : configuration_(configuration), connections_(connections), parked_(parked), report_(report) {}

  Value of(const config::Pipeline& pipeline) {
    for (const auto& name : pipeline.from) add_inlet(name);
    add_steps(pipeline.steps);
    for (const auto& route : pipeline.to) add_outlet(route.outlet);
    auto value = Value::object();
    value["pipeline"] = pipeline.name;
    value["nodes"] = std::move(nodes_);
    value["edges"] = std::move(edges_);
    return value;
  }

 private:
  struct End {
    std::string id;
    std::optional<std::int64_t> count;  ///< what leaves it
  };

  Value node(const std::string& id, const char* kind, const std::string& name) const {
    auto value = Value::object();
    value["id"] = id;
    value["kind"] = kind;
    value["name"] = name;
    const auto& connection = entry_with(connections_, "connection", name);
    for (const auto* member : {"paused", "broken"})
      if (!connection[member].is_null()) value[member] = connection[member];
    return value;
  }

  void add_inlet(const std::string& name) {
    auto value = node("from " + name, "inlet", name);
    const auto& kind = configuration_.inlets.find(name)->second.kind;
    value["message"] = kind;
    value["parked"] = sum(parked_, "kind", kind, "count");
    nodes_.as_list()->push_back(std::move(value));
    ends_.push_back({"from " + name, counted(sum(report_["resources"], "inlet", name, "rows"))});
  }

  void add_steps(const std::vector<config::Step>& steps) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const auto id = "step " + std::to_string(i + 1);
      auto value = Value::object();
      value["id"] = id;
      value["kind"] = "step";
      value["name"] = steps[i].plugin;
      value["plugin"] = steps[i].plugin;
      nodes_.as_list()->push_back(std::move(value));
      for (const auto& end : ends_) add_edge(end.id, id, end.count);
      ends_ = {{id, std::nullopt}};
    }
  }

  void add_outlet(const std::string& name) {
    auto value = node("to " + name, "outlet", name);
    value["message"] = configuration_.outlets.find(name)->second.kind;
    value["waiting"] = entry_with(connections_, "connection", name)["undelivered"];
    nodes_.as_list()->push_back(std::move(value));
    const auto count = counted(sum(report_["delivered"], "outlet", name, "count"));
    for (const auto& end : ends_) add_edge(end.id, "to " + name, count);
  }

  void add_edge(const std::string& from, const std::string& to, std::optional<std::int64_t> count) {
    auto value = Value::object();
    value["from"] = from;
    value["to"] = to;
    if (count) value["count"] = *count;
    edges_.as_list()->push_back(std::move(value));
  }

  /// Without a report there is no count.
  [[nodiscard]] std::optional<std::int64_t> counted(std::int64_t number) const {
    return report_.is_null() ? std::nullopt : std::optional(number);
  }

  const config::Configuration& configuration_;
  const Value &connections_, &parked_, &report_;
  Value nodes_ = Value::list(), edges_ = Value::list();
  std::vector<End> ends_;  ///< what the next step is fed by
};

}  // namespace

Result<Value> pipeline_graphs(const config::Configuration& configuration, store::Transaction& reading) {
  SLUSS_TRY_ASSIGN(stand, connections(configuration, reading));
  SLUSS_TRY_ASSIGN(waits, parked(reading));
  auto list = Value::list();
  for (const auto& [name, pipeline] : configuration.pipelines) {
    SLUSS_TRY_ASSIGN(last, reading.runs().list(name, 1));
    auto value = Graph(configuration, stand, waits, last.empty() ? Value() : last.front().report).of(pipeline);
    if (!last.empty()) value["last_run"] = last.front().id;
    if (!last.empty()) value["last_state"] = last.front().state;
    list.as_list()->push_back(std::move(value));
  }
  return list;
}

}  // namespace sluss::views
