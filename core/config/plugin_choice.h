// Picks a plugin by the name it has in YAML, and has it read its options.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/form.h"
#include "config/parts.h"

namespace sluss::config {

/// A plugin's name with its options, as `name: options`, or `name` alone.
struct Choice {
  std::string name;
  Node options;
};

/// nullopt with a diagnostic when the node is neither. `what`: "a source", "a step".
[[nodiscard]] std::optional<Choice> choice_of(const Node& node, const std::string& what, Parts& parts);

template <class Role>
std::optional<Maker<Role>> make_plugin(const Choice& choice, const std::string& what, const Registry::Plugins<Role>& plugins,
                                       Parts& parts) {
  const auto found = plugins.find(choice.name);
  if (found != plugins.end()) return found->second.parse(choice.options, parts.context);
  std::vector<std::string> names;
  for (const auto& [name, plugin] : plugins) names.push_back(name);
  parts.diagnostics().add(choice.options, "no plugin \"" + choice.name + "\" is loaded that is " + what, suggestion(choice.name, names));
  return std::nullopt;
}

template <class Role>
std::optional<Maker<Role>> make_plugin(const Node& node, const std::string& what, const Registry::Plugins<Role>& plugins,
                                       Parts& parts) {
  const auto choice = choice_of(node, what, parts);
  return choice ? make_plugin<Role>(*choice, what, plugins, parts) : std::nullopt;
}

}  // namespace sluss::config
