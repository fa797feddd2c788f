// Pipelines: from where, by which steps, to where, and when.
#pragma once

#include <map>
#include <string>

#include "config/calendars.h"
#include "config/connections.h"

namespace sluss::config {

/// Who reads what, over all documents: one pipeline reads each inlet, and one inlet takes from each place.
struct Readers {
  std::map<std::string, std::string> pipelines;  ///< by inlet
  std::map<std::string, std::string> inlets;     ///< by Source::takes_from
};

/// Reads one pipeline's document into the configuration.
void read_pipeline(const Node& document, const Connections& connections, const Calendars& calendars,
                   const Registry& registry, ParseContext& context, Readers& readers, Configuration& configuration);

}  // namespace sluss::config
