// A plugin as the configuration uses it: its name, or its name and its options.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/values.h"
#include "plugin/registry.h"

namespace sluss::config {

struct PluginUse {
  std::string name;
  Mark mark;     ///< of the name
  Node options;  ///< null when there are none
};

/// `csv`, or `csv: {...}`. `what` names the role: "format". Nullopt with a fault for anything else.
[[nodiscard]] std::optional<PluginUse> read_use(const Node& node, const std::string& what, ParseContext& context);

/// Tells that there is no such plugin.
void unknown_plugin(const PluginUse& use, const std::string& what, const std::vector<std::string>& known,
                    ParseContext& context);

/// What is given for an option, under whichever of its names; Kind::missing: nothing.
[[nodiscard]] const Node& given_value(const OptionInfo& option, const Node& options);

/// The option that has or had that name; null: there is none.
[[nodiscard]] const OptionInfo* option_named(const SpecInfo& spec, const std::string& name);

/// Finds options that are texts, but that YAML takes for yes or no.
void check_texts(const SpecInfo& spec, const Node& options, ParseContext& context);

/// The plugin with its options, checked. Nullopt with faults when there is no such plugin or an option is wrong.
template <class Role>
std::optional<Maker<Role>> make(const PluginUse& use, const std::string& what, const Registry::Plugins<Role>& plugins,
                                ParseContext& context) {
  const auto plugin = plugins.find(use.name);
  if (plugin != plugins.end()) {
    check_texts(plugin->second.spec, use.options, context);
    return plugin->second.parse(use.options, context);
  }
  std::vector<std::string> known;
  for (const auto& [name, registered] : plugins) known.push_back(name);
  unknown_plugin(use, what, known, context);
  return std::nullopt;
}

/// The same, read from where it stands.
template <class Role>
std::optional<Maker<Role>> read_plugin(const Node& node, const std::string& what,
                                       const Registry::Plugins<Role>& plugins, ParseContext& context) {
  const auto use = read_use(node, what, context);
  return use ? make(*use, what, plugins, context) : std::nullopt;
}

}  // namespace sluss::config
