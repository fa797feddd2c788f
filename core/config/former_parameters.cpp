#include "config/former_parameters.h"

#include <algorithm>
#include <set>

namespace sluss::config {
namespace {

/// A list of texts, or one.
std::vector<const Node*> former_names_of(const Node& parameter) {
  const auto& formerly = parameter["formerly"];
  if (formerly.is_scalar()) return {&formerly};
  std::vector<const Node*> names;
  for (const auto& item : formerly.items) names.push_back(&item);
  return names;
}

/// Without those that are a parameter's present name, which is a fault.
std::vector<Renaming> renamings_in(const Node& parameters) {
  std::vector<Renaming> renamings;
  for (const auto& entry : parameters.entries) {
    for (const auto* former : former_names_of(entry.value)) {
      if (!parameters.has(former->text)) renamings.push_back({former->text, entry.key});
    }
  }
  return renamings;
}

Node* value_at(Node& map, std::string_view key) {
  const auto at =
      std::find_if(map.entries.begin(), map.entries.end(), [&](const Node::Entry& entry) { return entry.key == key; });
  return at == map.entries.end() ? nullptr : &at->value;
}

void rename_uses(Node& tree, const Renaming& renaming, Diagnostics& diagnostics) {
  const Renaming use{"${" + renaming.former + "}", "${" + renaming.now + "}"};
  auto at = tree.text.find(use.former);
  if (at != std::string::npos)
    diagnostics.add(
        {tree.mark, tree.path, "the parameter \"" + renaming.former + "\" is called \"" + renaming.now + "\" now",
         "it is read as before, and sluss check --fix writes the new name", Diagnostic::Level::warning, use});
  for (; at != std::string::npos; at = tree.text.find(use.former, at + use.now.size()))
    tree.text.replace(at, use.former.size(), use.now);
  for (auto& item : tree.items) rename_uses(item, renaming, diagnostics);
  for (auto& entry : tree.entries) rename_uses(entry.value, renaming, diagnostics);
}

}  // namespace

std::vector<Renaming> renamings_of(const std::vector<Parameter>& parameters) {
  std::vector<Renaming> renamings;
  for (const auto& parameter : parameters) {
    for (const auto& former : parameter.formerly) renamings.push_back({former, parameter.name});
  }
  return renamings;
}

Node with_present_parameters(Node connector, const Node& base, Diagnostics& diagnostics) {
  if (auto* parameters = value_at(connector, "parameters"); parameters != nullptr)
    *parameters = diagnostics.with_present_names(std::move(*parameters), renamings_in(base["parameters"]));
  return connector;
}

Node with_present_uses(Node connector, Diagnostics& diagnostics) {
  const auto renamings = renamings_in(connector["parameters"]);
  for (const auto* part : {"parameters", "provides", "takes"}) {
    auto* tree = value_at(connector, part);
    if (tree == nullptr) continue;
    for (const auto& renaming : renamings) rename_uses(*tree, renaming, diagnostics);
  }
  return connector;
}

void check_former_names(const Node& parameters, Diagnostics& diagnostics) {
  std::set<std::string> taken = {"use"};
  for (const auto& entry : parameters.entries) taken.insert(entry.key);
  for (const auto& entry : parameters.entries) {
    for (const auto* former : former_names_of(entry.value)) {
      if (!taken.insert(former->text).second)
        diagnostics.add(*former, "\"" + former->text + "\" means something else already",
                        "a parameter is found by each of its names, and each must be its own");
    }
  }
}

}  // namespace sluss::config
