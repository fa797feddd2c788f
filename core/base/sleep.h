// Waiting that can be broken off.
#pragma once

#include <chrono>
#include <stop_token>

namespace sluss {

/// Sleeps, but wakes at once when stopped. False: it was stopped.
[[nodiscard]] bool sleep_for(std::chrono::nanoseconds time, const std::stop_token& stop);

}  // namespace sluss
