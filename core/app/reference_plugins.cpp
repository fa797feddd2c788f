// A page a plugin: options, a sample, and what its sections show.
#include <algorithm>

#include "app/plugin_entries.h"
#include "app/reference.h"
#include "base/text.h"

namespace sluss::app {
namespace {

/// How the configuration names a plugin of that role.
std::string opening_of(const PluginEntry& entry) {
  if (entry.role == "source") return "from:\n  ";
  if (entry.role == "sink") return "to:\n  ";
  if (entry.role == "format") return "format:\n  ";
  return "steps:\n  - ";
}

bool is_first_choice(const SpecInfo& spec, const std::string& name) {
  return std::any_of(spec.either().begin(), spec.either().end(),
                     [&](const auto& names) { return names.front() == name; });
}

/// What must stand there, with examples; the rest behind #, with defaults.
std::string sample_of(const PluginEntry& entry) {
  const auto& spec = *entry.spec;
  auto sample = opening_of(entry) + spec.name() + ":";
  if (spec.free_form()) return sample + " " + spec.options().front().example + "\n";
  if (spec.options().empty()) return sample + " {}\n";
  const std::string indent = entry.role == "step" ? "      " : "    ";
  const auto is_needed = [&](const OptionInfo& option) {
    return option.required || is_first_choice(spec, option.name);
  };
  if (std::none_of(spec.options().begin(), spec.options().end(), is_needed)) sample += " {}";
  sample += "\n";
  for (const auto& option : spec.options()) {
    const auto value = is_needed(option) || option.fallback.empty() ? option.example : option.fallback;
    sample += indent + (is_needed(option) ? "" : "# ") + option.name + ": " + value + "\n";
  }
  return sample;
}

std::string options_of(const SpecInfo& spec) {
  if (spec.options().empty()) return "It has no options.\n";
  if (spec.free_form()) {
    const auto& whole = spec.options().front();
    return whole.text + ", for example `" + whole.example + "`.\n";
  }
  std::string table = "| option | type | default | example | meaning |\n|---|---|---|---|---|\n";
  for (const auto& option : spec.options()) {
    const auto former = option.formerly.empty() ? "" : " (formerly `" + join(option.formerly, "`, `") + "`)";
    table += "| `" + option.name + "` | " + cell(option.type) + " | " +
             (option.required ? "required" : code_cell(option.fallback)) + " | " + code_cell(option.example) + " | " +
             cell(option.text) + former + " |\n";
  }
  return table;
}

std::string result_of(const Example& example) {
  return example.output.empty() ? "refused: " + cell(example.refusal) : code_cell(example.output);
}

std::string section_of(const Section& section) {
  auto text = "\n### " + section.title + "\n\n" + section.text + "\n\n";
  text += "| what | meaning | options | body | becomes |\n|---|---|---|---|---|\n";
  for (const auto& example : section.examples)
    text += "| " + code_cell(example.name) + " | " + cell(example.text) + " | " + code_cell(example.options) + " | " +
            code_cell(example.input) + " | " + result_of(example) + " |\n";
  return text;
}

std::string role_of(const PluginEntry& entry) {
  const auto& spec = *entry.spec;
  auto text = "\n## As " + entry.role + "\n\n" + spec.summary() + ".\n\n```yaml\n" + sample_of(entry) + "```\n\n" +
              options_of(spec);
  for (const auto& names : spec.either()) text += "\nOne of these is needed: `" + join(names, "`, `") + "`.\n";
  if (!spec.shorthand().empty()) text += "\nA value alone stands for `" + spec.shorthand() + "`.\n";
  for (const auto& section : spec.sections()) text += section_of(section);
  return text;
}

}  // namespace

void add_plugin_pages(const Registry& registry, Pages& pages) {
  for (const auto& entry : plugin_entries(registry)) {
    auto& page = pages["plugins/" + entry.spec->name() + ".md"];
    if (page.empty())
      page = "<!-- Made by `sluss reference`; what it says stands in the code. -->\n# " + entry.spec->name() +
             "\n\nMore about it, and why: [its page](../../../plugins/" + entry.module + "/README.md).\n";
    page += role_of(entry);
  }
}

}  // namespace sluss::app
