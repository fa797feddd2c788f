// Pipelines: from where, by which steps, to where, and when.
#pragma once

#include <map>
#include <string>

#include "config/calendars.h"
#include "config/connections.h"

namespace sluss::config {

/// Reads one pipeline's document into the configuration. `readers` keeps, over all documents, which pipeline reads
/// which inlet: one reads each.
void read_pipeline(const Node& document, const Connections& connections, const Calendars& calendars,
                   const Registry& registry, ParseContext& context, std::map<std::string, std::string>& readers,
                   Configuration& configuration);

}  // namespace sluss::config
