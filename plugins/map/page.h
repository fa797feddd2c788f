// What editors and the reference pages know of the mapping table.
#pragma once

#include <string>

#include "plugin/spec.h"

namespace sluss::map {

/// What may stand in the table, as JSON Schema.
[[nodiscard]] std::string table_shape();
/// The converters, each with a cell and what becomes of it.
[[nodiscard]] Section converter_section();
/// What a target can be besides a converted column.
[[nodiscard]] Section source_section();

}  // namespace sluss::map
