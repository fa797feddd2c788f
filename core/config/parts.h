// The parts that a configuration is put together from. Each reads its own documents into the Configuration.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "config/connectors.h"
#include "plugin/spec.h"

namespace sluss::config {

/// What the parts work with.
struct Parts {
  const Registry& registry;
  ParseContext context;  ///< with the diagnostics
  Configuration& configuration;
  /// Connections whose own faults are told: what refers to them is not told again. "" stands for all of them.
  std::set<std::string> faulty = {};

  [[nodiscard]] Diagnostics& diagnostics() const { return context.diagnostics; }
};

/// `connections:` with each one's connector: gives inlets, outlets and their probes.
void read_connections(const Node& document, const Connectors& connectors, Parts& parts);
/// One pipeline. The connections are known already.
void read_pipeline(const Node& document, Parts& parts);
/// The outlet that a reference "peppol" or "peppol.invoices" means; empty with a diagnostic when there is none.
[[nodiscard]] std::string find_outlet(const Node& reference, Parts& parts);

/// Where the parties and prices stand in their files: for faults that need all of them.
struct Places {
  std::map<std::string, Node> units, agreements;  ///< by id
  std::vector<Node> prices;                       ///< as in the book
};
/// `institutions:`, `providers:`, `units:` and `agreements:`, each optional in a document.
void read_parties(const Node& document, Parts& parts, Places& places);
/// `prices:`.
void read_prices(const Node& document, Parts& parts, Places& places);
/// What only all documents together can tell: references, names that two share, overlaps, number series that collide.
void check_book(const Parts& parts, const Places& places);

}  // namespace sluss::config
