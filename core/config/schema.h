// The JSON Schema of a configuration folder, for editors: completion, hover texts, and slips shown while one types.
// docs/decisions/0032-schema-for-editors.md tells why it is as it is.
#pragma once

#include <vector>

#include "base/value.h"
#include "config/connector.h"
#include "plugin/registry.h"

namespace sluss::config {

/// One schema (draft-07) for every kind of file, made of the grammar, of what the plugins say of themselves, and of
/// these connectors' parameters. The same of all three gives the same schema.
[[nodiscard]] Value make_schema(const Registry& registry, const std::vector<const Connector*>& connectors);

}  // namespace sluss::config
