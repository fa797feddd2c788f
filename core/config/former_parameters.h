// Parameters of a connector whose name has changed (`formerly`): who uses the former one goes on, and is told. It is
// told in connections, and in connectors that extend this one or use it themselves.
#pragma once

#include <vector>

#include "config/connector.h"
#include "plugin/diagnostics.h"

namespace sluss::config {

[[nodiscard]] std::vector<Renaming> renamings_of(const std::vector<Parameter>& parameters);

/// A connector's document with its parameters called as the connector that it extends calls them now.
[[nodiscard]] Node with_present_parameters(Node connector, const Node& base, Diagnostics& diagnostics);

/// A connector's document with each `${name}` of a former name under the present one.
[[nodiscard]] Node with_present_uses(Node connector, Diagnostics& diagnostics);

/// A fault for each former name that says two things: it is a parameter's present name, or another one's too.
void check_former_names(const Node& parameters, Diagnostics& diagnostics);

}  // namespace sluss::config
