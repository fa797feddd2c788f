// Reads the keys of one map, each stated once: what is missing and what is unknown is told.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plugin/spec.h"

namespace sluss::config {

class Fields {
 public:
  /// What is no map is told, and has no fields. Both must outlive it.
  Fields(const Node& node, ParseContext& context) : node_(node), context_(context) {
    if (!node.is_map()) context.diagnostics.add(node, "expected a map of keys and values");
  }

  /// `example` shows what could stand there.
  template <class Read, class T>
  void required(const std::string& name, Read&& read, T& target, const std::string& example) {
    const auto& value = take(name, example);
    if (value.kind != Node::Kind::missing) read(value, context_, target);
  }
  template <class Read, class T>
  void optional(std::string name, Read&& read, T& target) {
    const auto& value = take(std::move(name));
    if (value.kind != Node::Kind::missing) read(value, context_, target);
  }
  /// The value as it stands, or a node of Kind::missing.
  const Node& take(std::string name) {
    known_.push_back(std::move(name));
    return node_[known_.back()];
  }
  /// The same for one that must be there.
  const Node& take(const std::string& name, const std::string& example) {
    const auto& value = take(name);
    if (value.kind == Node::Kind::missing && node_.is_map())
      context_.diagnostics.add(node_, "\"" + name + "\" is missing", "for example " + name + ": " + example);
    return value;
  }
  /// Called last: tells of keys that nobody asked for.
  void done() { context_.diagnostics.only_keys(node_, known_); }

 private:
  const Node& node_;
  ParseContext& context_;
  std::vector<std::string> known_;
};

}  // namespace sluss::config
