// What stands at `schedule` in a pipeline.
#pragma once

#include <optional>

#include "config/calendars.h"
#include "config/schedule.h"

namespace sluss::config {

/// nullopt, and told, when no time can be made of it.
[[nodiscard]] std::optional<Schedule> read_schedule(const Node& node, const Calendars& calendars,
                                                    ParseContext& context);

}  // namespace sluss::config
