#include "plugin/diagnostics.h"

#include <algorithm>

#include "base/text.h"

namespace sluss {

std::string Diagnostic::text() const {
  auto line = mark.text() + (level == Level::error ? ": error: " : ": warning: ");
  if (!path.empty()) line += path + ": ";
  line += message;
  if (!hint.empty()) line += "; " + hint;
  return line;
}

void Diagnostics::add(const Node& at, std::string message, std::string hint) {
  add(at.mark, at.path, std::move(message), std::move(hint));
}

void Diagnostics::add(Mark mark, std::string path, std::string message, std::string hint) {
  add({std::move(mark), std::move(path), std::move(message), std::move(hint), Diagnostic::Level::error});
}

void Diagnostics::warn(const Node& at, std::string message, std::string hint) {
  add({at.mark, at.path, std::move(message), std::move(hint), Diagnostic::Level::warning});
}

void Diagnostics::add(Diagnostic found) {
  (found.level == Diagnostic::Level::error ? all_ : warnings_).push_back(std::move(found));
}

void Diagnostics::only_keys(const Node& map, const std::vector<std::string>& known) {
  for (const auto& entry : map.entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    // `folder:/srv` is one word to YAML.
    const auto colon = entry.key.find(':');
    const auto name = entry.key.substr(0, colon);
    if (colon != std::string::npos && std::find(known.begin(), known.end(), name) != known.end()) {
      add(entry.key_mark, map.path, "the blank behind the colon is missing",
          "write " + name + ": " + entry.key.substr(colon + 1));
      continue;
    }
    const auto meant = nearest(entry.key, known);
    const auto hint = meant ? "did you mean \"" + *meant + "\"?" : "known keys: " + join(known, ", ");
    add(entry.key_mark, entry.value.path, "unknown key", hint);
  }
}

Node Diagnostics::with_present_names(Node map, const std::vector<Renaming>& renamings) {
  for (const auto& renaming : renamings) {
    const auto at = std::find_if(map.entries.begin(), map.entries.end(),
                                 [&](const Node::Entry& entry) { return entry.key == renaming.former; });
    if (at == map.entries.end()) continue;
    if (map.has(renaming.now)) {
      add(at->key_mark, at->value.path, "this is the former name of \"" + renaming.now + "\", which stands here too",
          "remove one of them");
      map.entries.erase(at);
      continue;
    }
    add({at->key_mark, at->value.path, "this is called \"" + renaming.now + "\" now",
         "it is read as before, and sluss check --fix writes the new name", Diagnostic::Level::warning, renaming});
    at->key = renaming.now;
  }
  return map;
}

}  // namespace sluss
