// What the reference page shows of jq.
#pragma once

#include <vector>

#include "plugin/spec.h"

namespace sluss::jq {

/// What one writes most, and what is shut off.
[[nodiscard]] std::vector<Section> jq_sections();

}  // namespace sluss::jq
