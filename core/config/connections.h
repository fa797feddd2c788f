// Connections: which systems there are, by which connector, with which parameters.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "config/connector.h"

namespace sluss::config {

/// The names that pipelines may use for one direction.
struct Ways {
  std::vector<std::string> names;  ///< "klipp.placements"; also of those that have faults of their own
};

struct Connections {
  Ways in, out;
  std::set<std::string, std::less<>>
      unsure;  ///< connections of which nothing is known, because their connector has faults
  std::map<std::string, Mark, std::less<>> places;  ///< where each connection stands
  bool complete = true;                             ///< false: a file of connections could not be read
};

/// Reads the connections of one document into the configuration's inlets, outlets and probes, and their names.
void read_connections(const Node& document, Connectors& connectors, const Registry& registry, ParseContext& context,
                      Configuration& configuration, Connections& connections);

/// The full name of an inlet or outlet: `connection.message`, or `connection` when it has one alone.
/// Nullopt with a fault when there is none of that name; without one when nothing is known of the connection.
[[nodiscard]] std::optional<std::string> resolve(const Node& node, const std::string& name,
                                                 const Connections& connections, const Ways& ways,
                                                 ParseContext& context);

}  // namespace sluss::config
