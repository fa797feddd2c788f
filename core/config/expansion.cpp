#include "config/expansion.h"

#include <algorithm>

#include "config/values.h"

namespace sluss::config {
namespace {

constexpr std::string_view opening = "${";

class Expansion {
 public:
  Expansion(const Arguments& arguments, Diagnostics& diagnostics) : arguments_(arguments), diagnostics_(diagnostics) {}

  Node expand(const Node& node) const {
    if (node.is_scalar()) return expand_text(node);
    auto copy = node;
    for (auto& item : copy.items) item = expand(item);
    for (auto& entry : copy.entries) entry.value = expand(entry.value);
    std::erase_if(copy.items, [](const Node& item) { return item.kind == Node::Kind::missing; });
    std::erase_if(copy.entries, [](const Node::Entry& entry) { return entry.value.kind == Node::Kind::missing; });
    return copy;
  }

 private:
  Node expand_text(const Node& node) const {
    const auto begin = node.text.find(opening);
    if (begin == std::string::npos) return node;
    const bool whole = begin == 0 && node.text.find('}') == node.text.size() - 1;
    if (!whole) return mix(node);
    const auto* argument = find(node, node.text.substr(opening.size(), node.text.size() - opening.size() - 1));
    return argument == nullptr ? node : argument->value;
  }

  /// A text with values in it.
  Node mix(const Node& node) const {
    auto mixed = node;
    mixed.text.clear();
    mixed.quoted = true;
    std::size_t from = 0;
    for (auto at = node.text.find(opening); at != std::string::npos; at = node.text.find(opening, from)) {
      const auto end = node.text.find('}', at);
      if (end == std::string::npos) {
        diagnostics_.add(node, "\"${\" without its \"}\"", "write ${name}");
        return node;
      }
      mixed.text += node.text.substr(from, at - from) + text_of(node, node.text.substr(at + 2, end - at - 2));
      from = end + 1;
    }
    mixed.text += node.text.substr(from);
    return mixed;
  }

  std::string text_of(const Node& node, const std::string& name) const {
    const auto* argument = find(node, name);
    if (argument == nullptr || argument->value.kind == Node::Kind::missing) return {};
    if (argument->is_secret)
      diagnostics_.add(node, "the secret \"" + name + "\" stands within a longer text",
                       "give it to an option of its own");
    else if (!argument->value.is_scalar())
      diagnostics_.add(argument->value, "expected a text: it becomes part of another one");
    else return argument->value.text;
    return {};
  }

  const Argument* find(const Node& node, const std::string& name) const {
    const auto at = arguments_.find(name);
    if (at != arguments_.end()) return &at->second;
    std::vector<std::string> known;
    for (const auto& [parameter, argument] : arguments_) known.push_back(parameter);
    diagnostics_.add(node, "the connector has no parameter \"" + name + "\"", hint_of(name, known));
    return nullptr;
  }

  const Arguments& arguments_;
  Diagnostics& diagnostics_;
};

void collect_parameters(const Node& tree, std::set<std::string>& names) {
  for (auto at = tree.text.find(opening); at != std::string::npos; at = tree.text.find(opening, at + 1)) {
    const auto begin = at + opening.size();
    if (const auto end = tree.text.find('}', begin); end != std::string::npos)
      names.insert(tree.text.substr(begin, end - begin));
  }
  for (const auto& item : tree.items) collect_parameters(item, names);
  for (const auto& entry : tree.entries) collect_parameters(entry.value, names);
}

}  // namespace

std::set<std::string> parameters_in(const Node& tree) {
  std::set<std::string> names;
  collect_parameters(tree, names);
  return names;
}

Node expand(const Node& tree, const Arguments& arguments, Diagnostics& diagnostics) {
  return Expansion(arguments, diagnostics).expand(tree);
}

}  // namespace sluss::config
