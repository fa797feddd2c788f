#include <iostream>
#include <unistd.h>

#include "app/commands.h"
#include "app/configuration_cure.h"
#include "app/workplace.h"
#include "base/json.h"
#include "config/check_report.h"
#include "config/fault_printer.h"
#include "engine/probing.h"
#include "views/diagnostics.h"

namespace sluss::app {
namespace {

void print_json(const Diagnostics& diagnostics) {
  auto found = Value::list();
  for (const auto& diagnostic : diagnostics.all()) found.as_list()->push_back(views::to_value(diagnostic));
  for (const auto& diagnostic : diagnostics.warnings()) found.as_list()->push_back(views::to_value(diagnostic));
  std::cout << to_pretty_json(found) << "\n";
}

void print(const Workplace& work) {
  const auto& diagnostics = work.diagnostics();
  config::print_found(diagnostics, std::cerr, config::colour_of(STDERR_FILENO));
  for (const auto& module : work.refused())
    std::cerr << "note: the module " << module.file.filename().string() << " was not loaded: " << module.reason << "\n";
  (diagnostics.ok() ? std::cout : std::cerr) << config::summary_of(work.configuration(), diagnostics);
}

/// Tries each connection; true when all answered.
bool probe_all(const Workplace& work) {
  bool all_well = true;
  for (const auto& [name, make] : work.configuration().probes) {
    const auto probed = engine::try_connection(make, {});
    std::cout << name << ": " << (probed.well ? "well" : probed.trouble) << "\n";
    for (const auto& warning : probed.warnings) std::cout << name << ": warning: " << warning << "\n";
    all_well = all_well && probed.well;
  }
  return all_well;
}

/// With --json the faults alone stand on stdout.
Cured fix_all(const Options& options) {
  const Workplace work(options);
  return cure(work.configuration(), work.diagnostics(), options.json ? std::cerr : std::cout, std::cerr);
}

}  // namespace

void add_check(Commands commands) {
  auto* command = commands.line.add_subcommand("check", "Check the whole configuration, without a network");
  auto probe = std::make_shared<bool>(false), fix = std::make_shared<bool>(false);
  command->add_flag("--probe", *probe, "Also try each connection, leaving nothing behind");
  command->add_flag("--fix", *fix, "First write the names of today in the place of former ones, and nothing else");
  command->footer("Example:\n  sluss check -c /etc/sluss --probe\n  sluss check -c /etc/sluss --fix");
  command->callback([commands, probe, fix] {
    const auto cured = *fix ? fix_all(commands.options) : Cured::all;
    const Workplace work(commands.options);
    if (commands.options.json) print_json(work.diagnostics());
    else print(work);
    commands.exit = work.diagnostics().ok() ? Exit::well : Exit::usage;
    if (cured == Cured::partly) commands.exit = Exit::usage;
    if (cured == Cured::unwritten) commands.exit = Exit::unreachable;
    if (*probe && work.diagnostics().ok() && !probe_all(work)) commands.exit = Exit::unreachable;
  });
}

}  // namespace sluss::app
