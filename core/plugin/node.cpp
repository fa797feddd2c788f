#include "plugin/node.h"

namespace sluss {

std::string Mark::text() const {
  const auto name = file == nullptr ? std::string("configuration") : *file;
  return name + ":" + std::to_string(line) + ":" + std::to_string(column);
}

const Node& Node::operator[](std::string_view key) const {
  static const Node missing;
  for (const auto& entry : entries) {
    if (entry.key == key) return entry.value;
  }
  return missing;
}

bool Node::has(std::string_view key) const { return (*this)[key].kind != Kind::missing; }

}  // namespace sluss
