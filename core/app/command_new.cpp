#include <iostream>

#include "app/commands.h"
#include "app/new_connector.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/json.h"
#include "base/text.h"

namespace sluss::app {
namespace {

Value to_value(const scaffold::Draft& draft, const std::filesystem::path& folder) {
  auto value = Value::object();
  value["connector"] = draft.name;
  value["folder"] = folder.string();
  value["rows"] = draft.rows;
  value["format"] = draft.codec;
  value["message"] = draft.proposal.kind->name;
  auto options = Value::list(), map = Value::list(), open = Value::list(), unused = Value::list();
  const auto entry = [](std::initializer_list<std::pair<const char*, std::string>> members) {
    auto object = Value::object();
    for (const auto& [name, text] : members) object[name] = text;
    return object;
  };
  for (const auto& option : draft.recognised.options)
    options.as_list()->push_back(entry({{"name", option.name}, {"value", option.yaml}, {"reason", option.reason}}));
  for (const auto& rule : draft.proposal.rules)
    map.as_list()->push_back(entry({{"target", rule.target}, {"from", rule.yaml}, {"reason", rule.reason}}));
  for (const auto& point : draft.proposal.open)
    open.as_list()->push_back(entry({{"target", point.target}, {"text", point.text}, {"line", point.line}}));
  for (const auto& column : draft.proposal.unused)
    unused.as_list()->push_back(entry({{"column", column.column}, {"text", column.text}}));
  value["options"] = std::move(options);
  value["map"] = std::move(map);
  value["open"] = std::move(open);
  value["unused"] = std::move(unused);
  value["no_sample"] = draft.no_sample;
  return value;
}

std::string first_line(const std::string& text) {
  const auto end = text.find('\n', text.starts_with('\n') ? 1 : 0);
  return end == std::string::npos ? text : text.substr(0, end) + " ...";
}

void print_options(const scaffold::Draft& draft) {
  std::cout << draft.rows << " rows, read as " << draft.codec << ":\n";
  for (const auto& option : draft.recognised.options) {
    const bool is_block = option.yaml.starts_with('\n');
    std::cout << "  " << option.name << (is_block ? "" : ": " + first_line(option.yaml))
              << (option.reason.empty() ? "" : "  (" + option.reason + ")") << "\n";
  }
}

void print_mapping(const scaffold::Draft& draft) {
  std::cout << "\nEach row becomes a message of the kind " << draft.proposal.kind->name << ":\n";
  for (const auto& rule : draft.proposal.rules)
    std::cout << "  " << rule.target << ": " << rule.yaml << "  (" << rule.reason << ")\n";
  if (draft.totals)
    std::cout << "  skipped: " << counted(static_cast<std::int64_t>(draft.totals->rows.size()), "row")
              << " that sum up others, by " << draft.totals->column << "\n";
  for (const auto& column : draft.proposal.unused)
    std::cout << "  not used: " << column.column << "  (" << column.text << ")\n";
}

void print_open(const scaffold::Draft& draft) {
  if (draft.proposal.open.empty()) return;
  std::cout << "\nOnly a person can settle (each is marked OPEN in connector.yaml):\n";
  for (const auto& open : draft.proposal.open) {
    std::cout << "  " << (open.target.empty() ? "" : open.target + ": ") << open.text << "\n";
    for (const auto line : split(open.line, '\n')) {
      if (!line.empty()) std::cout << "      " << line << "\n";
    }
  }
}

/// As the next commands are to be typed: for the same configuration as this one.
std::string program_of(const Commands& commands) {
  return commands.line.count("--config") > 0 ? "sluss -c " + commands.options.configuration.string() : "sluss";
}

void print(const Commands& commands, const scaffold::Draft& draft, const std::filesystem::path& folder,
           const std::filesystem::path& sample) {
  print_options(draft);
  print_mapping(draft);
  print_open(draft);
  std::cout << "\nWritten: " << folder.string() << "\n";
  if (draft.no_sample.empty())
    std::cout << "  samples/" << draft.sample
              << " is the sample with everybody in it made up; look through it before you give it away\n";
  else std::cout << "  without a sample: " << draft.no_sample << "\n";
  const std::string ways(draft.proposal.kind->ways);
  const auto program = "  " + program_of(commands);
  std::cout << "\nNext: name a connection in connections.yaml, as README.md there shows, and then\n"
            << program << " check\n"
            << program << " preview " << draft.name << "." << ways << " --file " << sample.string() << "\n";
  if (draft.no_sample.empty()) std::cout << program << " test " << folder.string() << " --update\n";
}

}  // namespace

void add_new(Commands commands) {
  auto* command = commands.line.add_subcommand("new", "Make something new to begin with");
  command->require_subcommand(1);
  auto* connector =
      command->add_subcommand("connector", "A connector, proposed from a sample of what a system exports");
  auto wanted = std::make_shared<NewConnector>();
  connector->add_option("NAME", wanted->name, "What it shall be called")->required();
  connector->add_option("--from", wanted->sample, "A sample: CSV, Excel, XML, JSON or fixed width")
      ->required()
      ->type_name("FILE");
  connector->add_option("--format", wanted->format, "Read it as this format, in place of the one that knows it");
  connector->add_option("--message", wanted->message, "Its rows are these: placement, order or registration");
  connector->add_option("--to", wanted->folder, "The folder of connectors; the configuration's own when not given")
      ->type_name("DIR");
  connector->footer("Example:\n  sluss new connector opus --from opus-2026-09.csv");
  connector->callback([commands, wanted] {
    Registry registry;
    static_cast<void>(load_modules(commands.options.plugins, registry));
    if (wanted->folder.empty()) wanted->folder = commands.options.configuration / "connectors";
    const auto clock = clock_for(commands.options.at);
    const auto draft = make_connector(*wanted, registry, day_in_stockholm(clock->now()));
    const auto folder = wanted->folder / wanted->name;
    if (commands.options.json) std::cout << to_pretty_json(to_value(draft, folder)) << "\n";
    else print(commands, draft, folder, wanted->sample);
  });
}

}  // namespace sluss::app
