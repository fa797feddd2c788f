#include <iostream>

#include "app/commands.h"
#include "app/daemon.h"
#include "app/workplace.h"
#include "base/json.h"
#include "engine/scheduler.h"
#include "views/status.h"

namespace sluss::app {
namespace {

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
    const auto reading = must(store.begin(store::Access::read));
    const auto scheduler = must(engine::Scheduler::make(work.configuration(), *reading, now));
    auto status = Value::object();
    status["daemon"] = daemon_runs(work.configuration().store);
    status["pipelines"] = must(views::pipelines(work.configuration(), *reading, scheduler, now));
    status["connections"] = must(views::connections(work.configuration(), *reading));
    status["parked"] = must(views::parked(*reading));
    if (commands.options.json) std::cout << to_pretty_json(status) << "\n";
    else print(status);
  });
}

}  // namespace sluss::app
