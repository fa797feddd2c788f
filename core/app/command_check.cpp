#include <iostream>

#include "app/commands.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/json.h"

namespace sluss::app {
namespace {

Value to_value(const Diagnostic& diagnostic) {
  auto value = Value::object();
  value["file"] = diagnostic.mark.file == nullptr ? "" : *diagnostic.mark.file;
  value["line"] = diagnostic.mark.line;
  value["column"] = diagnostic.mark.column;
  value["path"] = diagnostic.path;
  value["message"] = diagnostic.message;
  value["hint"] = diagnostic.hint;
  return value;
}

void print_json(const Diagnostics& diagnostics) {
  auto faults = Value::list();
  for (const auto& diagnostic : diagnostics.all()) faults.as_list()->push_back(to_value(diagnostic));
  std::cout << to_pretty_json(faults) << "\n";
}

void print(const Workplace& work) {
  for (const auto& diagnostic : work.diagnostics().all()) std::cerr << diagnostic.text() << "\n";
  for (const auto& module : work.refused())
    std::cerr << "note: the module " << module.file.filename().string() << " was not loaded: " << module.reason << "\n";
  if (!work.diagnostics().ok()) {
    std::cerr << counted(work.diagnostics().size(), "fault") << "\n";
    return;
  }
  const auto& configuration = work.configuration();
  std::cout << "The configuration is right: " << counted(configuration.pipelines.size(), "pipeline") << ", "
            << counted(configuration.inlets.size(), "way in", "ways in") << ", "
            << counted(configuration.outlets.size(), "way out", "ways out") << ", "
            << counted(configuration.agreements.agreements.size(), "agreement") << ", "
            << counted(configuration.agreements.units.size(), "unit") << ", "
            << counted(configuration.agreements.prices.size(), "price") << ".\n";
}

/// Tries each connection; true when all answered.
bool probe_all(const Workplace& work) {
  bool all_well = true;
  for (const auto& [name, make] : work.configuration().probes) {
    const auto tried = make();
    const auto answer = tried->probe({});
    std::cout << name << ": " << (answer ? "well" : answer.error().what) << "\n";
    for (const auto& warning : tried->warnings()) std::cout << name << ": warning: " << warning << "\n";
    all_well = all_well && answer.has_value();
  }
  return all_well;
}

}  // namespace

void add_check(Commands commands) {
  auto* command = commands.line.add_subcommand("check", "Check the whole configuration, without a network");
  auto probe = std::make_shared<bool>(false);
  command->add_flag("--probe", *probe, "Also try each connection, leaving nothing behind");
  command->footer("Example:\n  sluss check -c /etc/sluss --probe");
  command->callback([commands, probe] {
    const Workplace work(commands.options);
    if (commands.options.json) print_json(work.diagnostics());
    else print(work);
    commands.exit = work.diagnostics().ok() ? Exit::well : Exit::usage;
    if (*probe && work.diagnostics().ok() && !probe_all(work)) commands.exit = Exit::unreachable;
  });
}

}  // namespace sluss::app
