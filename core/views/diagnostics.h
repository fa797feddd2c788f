// Faults and warnings of a configuration, as `sluss check --json` and the admin API tell of them.
#pragma once

#include "base/value.h"
#include "plugin/diagnostics.h"

namespace sluss::views {

[[nodiscard]] Value to_value(const Diagnostic& diagnostic);

}  // namespace sluss::views
