// An inlet that refused us entry is left alone until a person resumes it: trying again locks accounts.
#pragma once

#include <string>

#include "store/store.h"

namespace sluss::engine {

/// Why it is not read; empty when it is.
[[nodiscard]] Result<std::string> why_paused(store::Store& store, const std::string& inlet);

/// In a transaction of its own.
[[nodiscard]] Result<void> pause_inlet(store::Store& store, const std::string& inlet, const std::string& why);

/// How a run report tells of it.
[[nodiscard]] std::string paused_text(const std::string& inlet, const std::string& why);

}  // namespace sluss::engine
