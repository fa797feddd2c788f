#include "app/reference.h"

#include "app/own_metrics.h"
#include "app/plugin_entries.h"
#include "engine/fault_meaning.h"
#include "engine/metrics.h"

namespace sluss::app {
namespace {

constexpr auto made = "<!-- Made by `sluss reference`; what it says stands in the code. -->\n";

std::string index_page(const Registry& registry) {
  std::string page = made;
  page +=
      "# Reference\n\n"
      "- [configuration.md](configuration.md): every file of the configuration, and every key in it.\n"
      "- [commands.md](commands.md): every command.\n"
      "- [faults.md](faults.md): the kinds of failure, and what Sluss does about each.\n"
      "- [metrics.md](metrics.md): the numbers for Prometheus.\n\n"
      "An editor knows all this too: see \"Your editor knows the configuration\" in the [guide](../guide.md).\n";
  std::string role;
  for (const auto& entry : plugin_entries(registry)) {
    if (entry.role != role) page += "\n## As " + entry.role + "\n\n| plugin | what it does |\n|---|---|\n";
    role = entry.role;
    const auto& name = entry.spec->name();
    page += "| [" + name + "](plugins/" + name + ".md) | " + cell(entry.spec->summary()) + " |\n";
  }
  return page;
}

void add_command(const CLI::App& command, const std::string& before, int level, std::string& page) {
  const auto name = before + " " + command.get_name();
  page += "\n" + std::string(static_cast<std::size_t>(level), '#') + " " + name + "\n\n```text\n" +
          command.help(before) + "```\n";
  for (const auto* inner : command.get_subcommands({})) add_command(*inner, name, level + 1, page);
}

}  // namespace

std::string cell(const std::string& text) {
  std::string safe;
  for (const char c : text) safe += c == '|' ? "\\|" : std::string(1, c);
  return safe;
}

std::string code_cell(const std::string& text) { return text.empty() ? "" : "`" + cell(text) + "`"; }

std::string commands_page(const CLI::App& line) {
  std::string page = made;
  // App::help would give that of the command under way.
  const auto all = line.get_formatter()->make_help(&line, line.get_name(), CLI::AppFormatMode::Normal);
  page += "# Commands\n\nEach prints this with `--help`.\n\n```text\n" + all + "```\n";
  for (const auto* command : line.get_subcommands({})) add_command(*command, line.get_name(), 2, page);
  return page;
}

std::string faults_page() {
  std::string page = made;
  page +=
      "# Kinds of failure\n\n"
      "Whoever meets a failure names its kind: a plugin, or Sluss itself. What follows is the engine's decision, and "
      "the\n"
      "same for every plugin.\n\n| kind | what it means | what Sluss does |\n|---|---|---|\n";
  for (const auto& fault : engine::fault_meanings())
    page +=
        "| `" + std::string(name_of(fault.fault)) + "` | " + cell(fault.meaning) + " | " + cell(fault.action) + " |\n";
  return page;
}

std::string metrics_page() {
  std::string page = made;
  page +=
      "# Metrics\n\n"
      "`sluss metrics` prints them in Prometheus' text format; `metrics:` in `sluss.yaml` has the daemon write them to "
      "a\n"
      "file. All but those that end with `_total` are gauges. None holds personal data.\n\n| metric | labels | what it "
      "is |\n|---|---|---|\n";
  auto all = engine::all_metrics();
  all.insert(all.end(), own_metrics().begin(), own_metrics().end());
  for (const auto& metric : all) {
    std::string labels;
    for (const auto& label : metric.labels) labels += (labels.empty() ? "`" : ", `") + label + "`";
    page += "| `" + metric.name + "` | " + labels + " | " + cell(metric.text) + " |\n";
  }
  return page;
}

Pages reference_pages(const Registry& registry, const CLI::App& line) {
  Pages pages;
  pages["README.md"] = index_page(registry);
  pages["configuration.md"] = made + configuration_page();
  pages["commands.md"] = commands_page(line);
  pages["faults.md"] = faults_page();
  pages["metrics.md"] = metrics_page();
  add_plugin_pages(registry, pages);
  return pages;
}

}  // namespace sluss::app
