// The header Retry-After. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/clock.h"

namespace sluss::http {

/// Reads seconds or an HTTP date. At most a day; nullopt when it is neither.
[[nodiscard]] std::optional<std::chrono::seconds> read_retry_after(const std::string& text, Instant now);

}  // namespace sluss::http
