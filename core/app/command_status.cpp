#include <iostream>

#include "app/commands.h"
#include "app/daemon.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/json.h"
#include "base/text.h"
#include "engine/attempt.h"
#include "engine/scheduler.h"

namespace sluss::app {
namespace {

Value pipelines(Workplace& work, store::Transaction& reading, const engine::Scheduler& scheduler, Instant now) {
  auto list = Value::list();
  for (const auto& [name, pipeline] : work.configuration().pipelines) {
    auto value = Value::object();
    value["pipeline"] = name;
    if (pipeline.schedule) value["schedule"] = pipeline.schedule->cron.text();
    if (pipeline.schedule && pipeline.schedule->calendar) value["calendar"] = pipeline.schedule->calendar->name();
    if (const auto next = scheduler.next_of(name)) {
      value["next"] = to_stockholm(*next);
      value["missed"] = *next < now;
    }
    for (const auto& run : must(reading.runs().list(name, 1))) {
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

/// What an inlet refuses because it broke what reads it.
std::vector<std::string> broken(store::Transaction& reading, const std::string& channel) {
  std::vector<std::string> names;
  for (const auto& begun : must(reading.readings().list())) {
    if (begun.channel == channel && begun.attempts >= engine::most_attempts) names.push_back(begun.resource);
  }
  for (const auto& [name, rows] : must(reading.readings().passed_over_counts())) {
    if (name == channel) names.push_back(counted(rows, "row"));
  }
  return names;
}

Value connections(const Workplace& work, store::Transaction& reading) {
  auto list = Value::list();
  for (const auto& [name, inlet] : work.configuration().inlets) {
    auto value = Value::object();
    value["connection"] = name;
    value["gives"] = inlet.kind;
    if (const auto names = broken(reading, name); !names.empty()) value["broken"] = join(names, ", ");
    if (const auto state = must(reading.connections().find(name)); !state.paused.empty())
      value["paused"] = state.paused;
    list.as_list()->push_back(std::move(value));
  }
  for (const auto& [name, outlet] : work.configuration().outlets) {
    auto value = Value::object();
    value["connection"] = name;
    value["takes"] = outlet.kind;
    value["undelivered"] = must(reading.deliveries().undone(name));
    const auto state = must(reading.connections().find(name));
    if (!state.paused.empty()) value["paused"] = state.paused;
    if (state.failures > 0) value["failures"] = state.failures;
    if (state.failures > 0) value["trouble"] = state.trouble;
    if (state.until) value["tried_again"] = to_stockholm(*state.until);
    list.as_list()->push_back(std::move(value));
  }
  return list;
}

Value parked(store::Transaction& reading) {
  auto list = Value::list();
  for (const auto& count : must(reading.messages().counts())) {
    if (count.state != store::State::held && count.state != store::State::rejected) continue;
    auto value = Value::object();
    value["kind"] = count.kind;
    value["state"] = name_of(count.state);
    value["count"] = count.messages;
    value["amount_ore"] = count.amount.value;
    list.as_list()->push_back(std::move(value));
  }
  return list;
}

std::string when(const Value& pipeline) {
  const auto cron = pipeline["schedule"].text_or_empty();
  if (cron.empty()) return "on demand only";
  const auto calendar = pipeline["calendar"].text_or_empty();
  const auto next = pipeline["next"].text_or_empty();
  if (next.empty()) return "none: \"" + calendar + "\" has no day left. Add the days that come to calendars.yaml";
  const auto* missed = pipeline["missed"].as_bool();
  return next + (missed != nullptr && *missed ? ", missed: as soon as the daemon can" : "") + " (" + cron +
         (calendar.empty() ? ")" : ", " + calendar + ")");
}

void print_pipeline(const Value& pipeline) {
  std::cout << "  " << pipeline["pipeline"].text_or_empty() << "\n    last run: ";
  if (pipeline["last_run"].is_null()) std::cout << "never\n";
  else
    std::cout << pipeline["last_run"].text_or_empty() << ", " << pipeline["last_started"].text_or_empty() << ", "
              << pipeline["last_state"].text_or_empty() << ", by " << pipeline["last_trigger"].text_or_empty() << "\n";
  std::cout << "    next run: " << when(pipeline) << "\n";
  if (const auto* troubles = pipeline.at("last_report.troubles").as_list()) {
    for (const auto& trouble : *troubles) std::cout << "    TROUBLE: " << trouble.text_or_empty() << "\n";
  }
}

void print_parked(const Value& entry) {
  const auto count = entry["count"].text_or_empty();
  std::cout << "  " << count << " " << entry["kind"].text_or_empty() << (count == "1" ? " " : "s ")
            << entry["state"].text_or_empty();
  if (const auto* ore = entry["amount_ore"].as_int(); ore != nullptr && *ore != 0)
    std::cout << ", " << to_kronor(Ore{*ore});
  std::cout << ": sluss messages list --state " << entry["state"].text_or_empty() << "\n";
}

void print_trouble(const Value& connection) {
  const auto name = connection["connection"].text_or_empty();
  const auto paused = connection["paused"].text_or_empty(), trouble = connection["trouble"].text_or_empty();
  if (const auto names = connection["broken"].text_or_empty(); !names.empty())
    std::cout << "    PASSED OVER, since it broke what reads it: " << names
              << "\n    when that is mended: sluss connections resume " << name << "\n";
  if (!paused.empty()) {
    std::cout << "    PAUSED: " << paused << "\n    when that is mended: sluss connections resume " << name << "\n";
  } else if (!trouble.empty()) {
    std::cout << "    gave out " << connection["failures"].text_or_empty() << " times: " << trouble
              << "\n    tried again at " << connection["tried_again"].text_or_empty() << "\n";
  }
}

void print(const Value& status) {
  std::cout << "The daemon "
            << (*status["daemon"].as_bool() ? "runs.\n"
                                            : "does not run: nothing happens by itself. Start it with: sluss run\n");
  std::cout << "\nPipelines\n";
  for (const auto& pipeline : *status["pipelines"].as_list()) print_pipeline(pipeline);
  std::cout << "\nConnections\n";
  for (const auto& connection : *status["connections"].as_list()) {
    const auto takes = connection["takes"].text_or_empty();
    std::cout << "  " << connection["connection"].text_or_empty() << "  "
              << (takes.empty() ? "gives " + connection["gives"].text_or_empty()
                                : "takes " + takes + ", " + connection["undelivered"].text_or_empty() + " undelivered")
              << "\n";
    print_trouble(connection);
  }
  std::cout << "\nWaiting for a person\n";
  if (status["parked"].as_list()->empty()) std::cout << "  nothing\n";
  for (const auto& entry : *status["parked"].as_list()) print_parked(entry);
}

}  // namespace

void add_status(Commands commands) {
  auto* command = commands.line.add_subcommand("status", "Pipelines, connections, and what waits for a person");
  command->footer("Example:\n  sluss status");
  command->callback([commands] {
    Workplace work(commands.options);
    auto& store = work.store();
    const auto now = work.clock().now();
    const auto scheduler = must(engine::Scheduler::make(work.configuration(), store, now));
    const auto reading = must(store.begin(store::Access::read));
    auto status = Value::object();
    status["daemon"] = daemon_runs(work.configuration().store);
    status["pipelines"] = pipelines(work, *reading, scheduler, now);
    status["connections"] = connections(work, *reading);
    status["parked"] = parked(*reading);
    if (commands.options.json) std::cout << to_pretty_json(status) << "\n";
    else print(status);
  });
}

}  // namespace sluss::app
