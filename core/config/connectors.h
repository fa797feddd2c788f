// Connectors: named systems in YAML. A connection uses one, giving its parameters.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "plugin/diagnostics.h"
#include "plugin/node.h"

namespace sluss::config {

/// A connector's file, with the parameters of one connection put in place of each ${name}. What stands alone keeps the
/// connection's mark, so that a fault in a parameter's value is found where that was written.
class Connectors {
 public:
  /// Adds the connector that stands in `document`; `folder` is its folder's name, which must be the connector's.
  void add(Node document, const std::string& folder, Diagnostics& diagnostics);
  [[nodiscard]] std::vector<std::string> names() const;
  [[nodiscard]] bool has(const std::string& name) const { return connectors_.contains(name); }

  /// The connector's document for a connection; Kind::missing with diagnostics when the parameters are wrong.
  [[nodiscard]] Node expand(const std::string& name, const Node& connection, Diagnostics& diagnostics) const;

 private:
  std::map<std::string, Node> connectors_;
};

}  // namespace sluss::config
