// Checks that kinds of drafts share: ids, and what refers to them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "config/drafts.h"
#include "config/values.h"

namespace sluss::config {

/// Each id stands once.
template <class Thing>
void check_ids(const std::vector<Draft<Thing>>& drafts, Diagnostics& diagnostics) {
  std::map<std::string, Mark> places;
  for (const auto& draft : drafts) {
    if (draft.thing.id.empty()) continue;
    const auto [at, is_first] = places.emplace(draft.thing.id, draft.node->mark);
    if (!is_first)
      diagnostics.add((*draft.node)["id"], "\"" + draft.thing.id + "\" stands already at " + at->second.text(),
                      "choose another id");
  }
}

template <class Thing>
std::vector<std::string> ids_of(const std::vector<Draft<Thing>>& drafts) {
  std::set<std::string> ids;
  for (const auto& draft : drafts) ids.insert(draft.thing.id);
  return {ids.begin(), ids.end()};
}

/// What stands at `key` refers to something that must be there. Only for complete drafts.
inline void check_reference(const Node& node, const std::string& key, const std::string& what,
                            const std::vector<std::string>& ids, Diagnostics& diagnostics) {
  const auto& value = node[key];
  if (!value.is_scalar() || value.text.empty()) return;
  for (const auto& id : ids) {
    if (id == value.text) return;
  }
  diagnostics.add(value, "there is no " + what + " \"" + value.text + "\"", hint_of(value.text, ids));
}

}  // namespace sluss::config
