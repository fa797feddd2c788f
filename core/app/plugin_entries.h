// The loaded plugins, each in each of its roles.
#pragma once

#include <string>
#include <vector>

#include "plugin/registry.h"

namespace sluss::app {

/// One plugin in one role, for people.
struct PluginEntry {
  std::string role;  ///< "source", "format", "step" or "sink"
  const SpecInfo* spec;
  std::string module;
};

/// Sources, formats, steps, sinks; each by name.
[[nodiscard]] std::vector<PluginEntry> plugin_entries(const Registry& registry);

}  // namespace sluss::app
