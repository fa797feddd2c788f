// Configuration as a test writes it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plugin/node.h"

namespace sluss::map {

inline Node text(const std::string& value) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = value;
  return node;
}

inline Node list(const std::vector<std::string>& values) {
  Node node;
  node.kind = Node::Kind::list;
  for (const auto& value : values) node.items.push_back(text(value));
  return node;
}

inline Node map(const std::vector<std::pair<std::string, Node>>& entries) {
  Node node;
  node.kind = Node::Kind::map;
  for (const auto& [key, value] : entries) {
    auto child = value;
    child.path = key;
    node.entries.push_back({key, {}, child});
  }
  return node;
}

}  // namespace sluss::map
