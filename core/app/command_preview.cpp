#include <algorithm>
#include <iostream>

#include "app/commands.h"
#include "app/interrupt.h"
#include "app/preview_text.h"
#include "app/workplace.h"
#include "base/json.h"
#include "base/text.h"

namespace sluss::app {
namespace {

struct PreviewOptions {
  std::string name;
  std::filesystem::path file;
  std::size_t rows = 5;
  bool names = false;
};

/// The inlet of that name: `connection.message`, or `connection` where it provides one alone.
const config::Inlet& inlet_named(const config::Configuration& configuration, const std::string& name) {
  const auto& inlets = configuration.inlets;
  if (const auto at = inlets.find(name); at != inlets.end()) return at->second;
  std::vector<std::string> all, names, of_connection;
  for (const auto& [known, inlet] : inlets) {
    all.push_back(known);
    names.insert(names.end(), {known, known.substr(0, known.find('.'))});
    if (known.starts_with(name + ".")) of_connection.push_back(known);
  }
  if (of_connection.size() == 1) return inlets.find(of_connection.front())->second;
  if (!of_connection.empty())
    throw Stop{Exit::usage, name + " provides more than one thing; say which: " + join(of_connection, ", ")};
  const auto& outlets = configuration.outlets;
  const bool is_outlet = std::any_of(outlets.begin(), outlets.end(), [&](const auto& outlet) {
    return outlet.first == name || outlet.first.starts_with(name + ".");
  });
  if (is_outlet) throw Stop{Exit::usage, name + " is sent to, and has nothing to read"};
  const auto meant = nearest(name, names);
  const auto hint = meant         ? "did you mean \"" + *meant + "\"?"
                    : all.empty() ? std::string("none is configured in connections.yaml")
                                  : "there are: " + join(all, ", ");
  throw Stop{Exit::usage, "nothing is read by the name \"" + name + "\"; " + hint};
}

/// What cannot be read as it is, or was stopped, is no bug.
Stop stop_of(const Error& error) {
  switch (error.fault) {
    case Fault::data:
    case Fault::rejected:
    case Fault::cancelled: return {Exit::parked, error.what};
    default: return stop_for(error);
  }
}

Exit exit_for(const engine::Preview& preview) {
  if (!preview.troubles.empty()) return stop_of(preview.troubles.front()).exit;
  return preview.is_well() ? Exit::well : Exit::parked;
}

void show(const Commands& commands, const PreviewOptions& options) {
  const Workplace work(commands.options);
  work.need_configuration();
  const auto& inlet = inlet_named(work.configuration(), options.name);
  const engine::PreviewWish wish{options.rows, options.names ? engine::Names::shown : engine::Names::hidden};
  const Interrupt interrupt;
  const auto stop = interrupt.token();
  const auto seen = options.file.empty() ? engine::preview(inlet, work.clock(), wish, stop)
                                         : engine::preview_file(inlet, options.file, work.clock(), wish, stop);
  if (!seen) throw stop_of(seen.error());
  if (commands.options.json) std::cout << to_pretty_json(to_value(*seen)) << "\n";
  else print_preview(std::cout, *seen);
  for (const auto& trouble : seen->troubles) std::cerr << "sluss: " << trouble.what << "\n";
  commands.exit = exit_for(*seen);
}

}  // namespace

void add_preview(Commands commands) {
  auto* command =
      commands.line.add_subcommand("preview",
                                   "What a connection would bring in, beside the rows as they are; leaves no "
                                   "trace");
  const auto options = std::make_shared<PreviewOptions>();
  command->add_option("CONNECTION.MESSAGE", options->name, "What is read; CONNECTION where it provides one thing alone")
      ->required();
  command->add_option("--file", options->file, "Read this file in place of what the source has")->type_name("PATH");
  command->add_option("--rows", options->rows, "How many rows are shown (5); all of them are counted")
      ->type_name("N")
      ->check(CLI::Range(0, 1000));
  command->add_flag("--names", options->names, "Show also what tells who people are");
  command->footer(
      "Examples:\n  sluss preview klipp.placements\n  sluss preview klipp.placements --file placeringar.csv --rows 20");
  command->callback([commands, options] { show(commands, *options); });
}

}  // namespace sluss::app
