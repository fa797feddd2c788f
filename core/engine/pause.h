// A connection that refused us entry is left alone until a person resumes it: trying again locks accounts. The
// deliverer pauses outlets itself, with all else that it knows of them.
#pragma once

#include <string>

#include "store/store.h"

namespace sluss::engine {

/// Why an inlet is not read; empty when it is.
[[nodiscard]] Result<std::string> why_paused(store::Store& store, const std::string& inlet);

/// In a transaction of its own.
[[nodiscard]] Result<void> pause_inlet(store::Store& store, const std::string& inlet, const std::string& why);

/// How a run report tells of an inlet or outlet that is paused.
[[nodiscard]] std::string paused_text(const std::string& connection, const std::string& why);

}  // namespace sluss::engine
