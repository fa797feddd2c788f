#include <iostream>

#include "app/commands.h"
#include "app/plugin_entries.h"
#include "app/workplace.h"
#include "base/json.h"
#include "base/text.h"

namespace sluss::app {
namespace {

Value to_value(const PluginEntry& entry) {
  auto value = Value::object();
  value["name"] = entry.spec->name();
  value["role"] = entry.role;
  value["module"] = entry.module;
  value["summary"] = entry.spec->summary();
  auto& options = value["options"] = Value::list();
  for (const auto& option : entry.spec->options()) {
    auto one = Value::object();
    one["name"] = option.name;
    one["type"] = option.type;
    one["text"] = option.text;
    one["default"] = option.fallback;
    one["example"] = option.example;
    one["required"] = option.required;
    one["secret"] = option.secret;
    if (!option.formerly.empty()) one["formerly"] = Value::List(option.formerly.begin(), option.formerly.end());
    options.as_list()->push_back(std::move(one));
  }
  if (entry.spec->either().empty()) return value;
  auto& either = value["either"] = Value::list();
  for (const auto& names : entry.spec->either())
    either.as_list()->emplace_back(Value::List(names.begin(), names.end()));
  return value;
}

void print_list(const Workplace& work) {
  for (const auto& entry : plugin_entries(work.registry())) {
    auto name = entry.spec->name();
    name.resize(std::max<std::size_t>(name.size() + 1, 12), ' ');
    auto role = entry.role;
    role.resize(8, ' ');
    std::cout << name << role << entry.spec->summary() << "\n";
  }
  for (const auto& module : work.refused())
    std::cout << "NOT LOADED  " << module.file.filename().string() << ": " << module.reason << "\n";
  for (const auto& name : work.registry().collisions())
    std::cout << "NOT LOADED  a second plugin named " << name << "\n";
}

void print_option(const OptionInfo& option) {
  std::cout << "  " << option.name << (option.name.empty() ? "" : "  ") << "(" << option.type
            << (option.required ? ", required" : "") << ")\n      " << option.text << "\n";
  if (!option.fallback.empty()) std::cout << "      default: " << option.fallback << "\n";
  if (!option.example.empty()) std::cout << "      example: " << option.example << "\n";
  if (!option.formerly.empty()) std::cout << "      formerly: " << join(option.formerly, ", ") << "\n";
}

void print_section(const Section& section) {
  std::cout << "\n" << section.title << ":\n";
  for (const auto& example : section.examples) {
    std::cout << "  " << example.name << "\n      " << example.text << "\n      example: " << example.options << "\n";
    if (example.output.empty()) std::cout << "      is refused: " << example.refusal << "\n";
    else std::cout << "      makes " << example.output << " of " << example.input << "\n";
  }
}

void print_reference(const PluginEntry& entry) {
  const auto& spec = *entry.spec;
  std::cout << spec.name() << " (" << entry.role << ")\n" << spec.summary() << "\n";
  std::cout << (spec.options().empty() ? "\nIt has no options.\n" : "\nOptions:\n");
  for (const auto& option : spec.options()) print_option(option);
  for (const auto& names : spec.either()) std::cout << "\nOne of these is needed: " << join(names, ", ") << ".\n";
  if (!spec.shorthand().empty()) std::cout << "\nA value alone stands for \"" << spec.shorthand() << "\".\n";
  for (const auto& section : spec.sections()) print_section(section);
}

}  // namespace

void add_plugins(Commands commands) {
  auto* command = commands.line.add_subcommand("plugins", "What is loaded, and what was not and why");
  command->footer("Example:\n  sluss plugins");
  command->callback([commands] {
    const Workplace work(commands.options);
    if (!commands.options.json) return print_list(work);
    auto list = Value::list();
    for (const auto& entry : plugin_entries(work.registry())) list.as_list()->push_back(to_value(entry));
    std::cout << to_pretty_json(list) << "\n";
  });
}

void add_help(Commands commands) {
  auto* command = commands.line.add_subcommand("help", "A plugin's reference, from its own specification");
  auto name = std::make_shared<std::string>();
  command->add_option("PLUGIN", *name, "Its name in YAML");
  command->footer("Example:\n  sluss help file");
  command->callback([commands, name] {
    if (name->empty()) {
      std::cout << commands.line.help();
      return;
    }
    const Workplace work(commands.options);
    std::vector<std::string> names;
    bool found = false;
    for (const auto& entry : plugin_entries(work.registry())) {
      names.push_back(entry.spec->name());
      if (entry.spec->name() != *name) continue;
      if (commands.options.json) std::cout << to_pretty_json(to_value(entry)) << "\n";
      else std::cout << (found ? "\n" : ""), print_reference(entry);
      found = true;
    }
    if (found) return;
    const auto meant = nearest(*name, names);
    throw Stop{Exit::usage, "no plugin \"" + *name + "\" is loaded; " +
                                (meant ? "did you mean \"" + *meant + "\"?" : "see: sluss plugins")};
  });
}

}  // namespace sluss::app
