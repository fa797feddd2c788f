// What editors know of a layout.
#pragma once

#include <string>

namespace sluss::fixed_width {

/// What may stand under `records`, as JSON Schema.
[[nodiscard]] std::string records_shape();

}  // namespace sluss::fixed_width
