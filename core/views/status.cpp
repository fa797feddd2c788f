#include "views/status.h"

#include "base/counted.h"
#include "base/text.h"
#include "engine/attempt.h"

namespace sluss::views {
namespace {

/// What an inlet refuses because it broke what reads it.
Result<std::vector<std::string>> broken(store::Transaction& reading, const std::string& channel) {
  std::vector<std::string> names;
  SLUSS_TRY_ASSIGN(readings, reading.readings().list());
  for (const auto& begun : readings) {
    if (begun.channel == channel && begun.attempts >= engine::most_attempts) names.push_back(begun.resource);
  }
  SLUSS_TRY_ASSIGN(counts, reading.readings().passed_over_counts());
  for (const auto& [name, rows] : counts) {
    if (name == channel) names.push_back(counted(rows, "row"));
  }
  return names;
}

}  // namespace

Result<Value> pipelines(const config::Configuration& configuration, store::Transaction& reading,
                        const engine::Scheduler& scheduler, Instant now) {
  auto list = Value::list();
  for (const auto& [name, pipeline] : configuration.pipelines) {
    auto value = Value::object();
    value["pipeline"] = name;
    if (pipeline.schedule) value["schedule"] = pipeline.schedule->cron.text();
    if (pipeline.schedule && pipeline.schedule->calendar) value["calendar"] = pipeline.schedule->calendar->name();
    if (const auto next = scheduler.next_of(name)) {
      value["next"] = to_stockholm(*next);
      value["missed"] = *next < now;
    }
    SLUSS_TRY_ASSIGN(runs, reading.runs().list(name, 1));
    for (const auto& run : runs) {
      value["last_run"] = run.id;
      value["last_trigger"] = run.trigger;
      value["last_started"] = to_stockholm(run.started);
      value["last_state"] = run.state;
      value["last_report"] = run.report;
      if (run.state == "running") value["missed"] = false;  // it may be the one
    }
    list.as_list()->push_back(std::move(value));
  }
  return list;
}

Result<Value> connections(const config::Configuration& configuration, store::Transaction& reading) {
  auto list = Value::list();
  for (const auto& [name, inlet] : configuration.inlets) {
    auto value = Value::object();
    value["connection"] = name;
    value["gives"] = inlet.kind;
    SLUSS_TRY_ASSIGN(names, broken(reading, name));
    if (!names.empty()) value["broken"] = join(names, ", ");
    SLUSS_TRY_ASSIGN(state, reading.connections().find(name));
    if (!state.paused.empty()) value["paused"] = state.paused;
    list.as_list()->push_back(std::move(value));
  }
  for (const auto& [name, outlet] : configuration.outlets) {
    auto value = Value::object();
    value["connection"] = name;
    value["takes"] = outlet.kind;
    SLUSS_TRY_ASSIGN(undelivered, reading.deliveries().undone(name));
    value["undelivered"] = undelivered;
    SLUSS_TRY_ASSIGN(state, reading.connections().find(name));
    if (!state.paused.empty()) value["paused"] = state.paused;
    if (state.failures > 0) value["failures"] = state.failures;
    if (state.failures > 0) value["trouble"] = state.trouble;
    if (state.until) value["tried_again"] = to_stockholm(*state.until);
    list.as_list()->push_back(std::move(value));
  }
  return list;
}

Result<Value> parked(store::Transaction& reading) {
  auto list = Value::list();
  SLUSS_TRY_ASSIGN(counts, reading.messages().parked());
  for (const auto& count : counts) {
    auto value = Value::object();
    value["kind"] = count.kind;
    value["state"] = name_of(count.state);
    value["count"] = count.messages;
    value["amount_ore"] = count.amount.value;
    list.as_list()->push_back(std::move(value));
  }
  return list;
}

Value parked_group(const engine::ParkedGroup& group) {
  auto value = Value::object();
  value["cause"] = group.cause;
  value["kind"] = group.kind;
  value["state"] = name_of(group.state);
  value["connection"] = group.connection;
  value["count"] = group.count;
  if (group.amount) value["amount_ore"] = group.amount->value;
  value["example"] = group.example;
  value["reason_like"] = engine::like_of(group.cause);
  if (group.since) value["oldest"] = to_iso(*group.since);
  auto& decisions = value["decisions"] = Value::list();
  for (const auto& decision : group.decisions) decisions.as_list()->emplace_back(decision);
  return value;
}

}  // namespace sluss::views
