#include "app/plugin_entries.h"

namespace sluss::app {
namespace {

template <class Role>
void add(std::vector<PluginEntry>& entries, const std::string& role, const Registry::Plugins<Role>& plugins) {
  for (const auto& [name, plugin] : plugins) entries.push_back({role, &plugin.spec, plugin.module});
}

}  // namespace

std::vector<PluginEntry> plugin_entries(const Registry& registry) {
  std::vector<PluginEntry> entries;
  add(entries, "source", registry.sources());
  add(entries, "format", registry.codecs());
  add(entries, "step", registry.processors());
  add(entries, "sink", registry.sinks());
  return entries;
}

}  // namespace sluss::app
