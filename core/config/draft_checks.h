// Checks that kinds of drafts share: ids, and what refers to them.
#pragma once

#include <algorithm>
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

/// Checks that a file of one folder has no keys but these; of what stands in another folder it says so.
inline void check_frame(const Node& document, const std::vector<std::string>& known, Diagnostics& diagnostics) {
  static const std::map<std::string, std::string> folders = {
      {"institutions", "agreements"}, {"providers", "agreements"}, {"agreements", "agreements"},  {"prices", "prices"},
      {"areas", "placing"},           {"quotas", "placing"},       {"pairs", "placing"},          {"others", "placing"},
      {"rounds", "placing"},          {"pipeline", "pipelines"},   {"connections", "connections"}};
  Node rest = document;
  std::erase_if(rest.entries, [&](const Node::Entry& entry) {
    const auto folder = folders.find(entry.key);
    const bool is_known = std::find(known.begin(), known.end(), entry.key) != known.end();
    if (is_known || folder == folders.end()) return false;
    diagnostics.add(entry.key_mark, entry.value.path, "this does not belong here",
                    "it stands in files of the folder " + folder->second);
    return true;
  });
  diagnostics.only_keys(rest, known);
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
