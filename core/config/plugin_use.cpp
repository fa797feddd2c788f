#include "config/plugin_use.h"

#include <algorithm>

namespace sluss::config {

std::optional<PluginUse> read_use(const Node& node, const std::string& what, ParseContext& context) {
  if (node.is_scalar() && !node.text.empty()) {
    Node none;
    none.kind = Node::Kind::null;
    none.mark = node.mark;
    none.path = node.path;
    return PluginUse{node.text, node.mark, std::move(none)};
  }
  if (node.is_map() && node.entries.size() == 1) {
    const auto& entry = node.entries.front();
    return PluginUse{entry.key, entry.key_mark, entry.value};
  }
  if (node.kind != Node::Kind::missing)
    context.diagnostics.add(node, "expected the name of one " + what + ", alone or with its options: NAME: {...}",
                            node.is_map() && node.entries.size() > 1
                                ? "of several each is an item of its own: \"- " + node.entries.front().key +
                                      "\", \"- " + node.entries[1].key + "\"; their options stand further in"
                                : "");
  return std::nullopt;
}

void unknown_plugin(const PluginUse& use, const std::string& what, const std::vector<std::string>& known,
                    ParseContext& context) {
  context.diagnostics.add(use.mark, use.options.path, "there is no " + what + " named \"" + use.name + "\"",
                          known.empty() ? "no module that brings one is loaded" : hint_of(use.name, known));
}

const Node& given_value(const OptionInfo& option, const Node& options) {
  for (const auto& former : option.formerly) {
    if (options.has(former)) return options[former];
  }
  return options[option.name];
}

const OptionInfo* option_named(const SpecInfo& spec, const std::string& name) {
  const OptionInfo* found = nullptr;
  for (const auto& option : spec.options()) {
    if (option.name == name) return &option;
    const auto& former = option.formerly;
    if (std::find(former.begin(), former.end(), name) != former.end()) found = &option;
  }
  return found;
}

void check_texts(const SpecInfo& spec, const Node& options, ParseContext& context) {
  for (const auto& option : spec.options()) {
    if (option.kind != OptionKind::text && option.kind != OptionKind::texts) continue;
    const bool bare = option.name == spec.shorthand() && !options.is_map();
    const auto& value = bare ? options : given_value(option, options);
    check_is_text(value, context);
    for (const auto& item : value.items) check_is_text(item, context);
  }
}

}  // namespace sluss::config
