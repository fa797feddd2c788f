// Runs that did not happen. Pure functions: for alarms.
#pragma once

#include <chrono>
#include <optional>

#include "config/schedule.h"

namespace sluss::engine {

/// A run that begins so long after its time is late, but neither missed nor worth an alarm.
constexpr std::chrono::minutes start_grace{10};

/// The last time at which a run should have begun, and by now, the grace included, has not; nullopt when all is well.
/// `last_started` is when the pipeline's newest run that does not lie after `now` began, whoever began it; nullopt: it
/// never ran, and nothing is known of it. A beginning after `now` proves nothing, so the time is told.
/// That the run before still goes on, and is why this one did not begin, is for the caller to see.
[[nodiscard]] std::optional<Instant> overdue(const config::Schedule& schedule, std::optional<Instant> last_started,
                                             Instant now);

}  // namespace sluss::engine
