// Alarms, as `sluss alarms` and the admin API tell of them.
#pragma once

#include <vector>

#include "base/value.h"
#include "store/store.h"

namespace sluss::views {

[[nodiscard]] Value alarms(const std::vector<store::Alarm>& standing);

}  // namespace sluss::views
