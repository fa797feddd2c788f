// How it stands: what `sluss status` and the admin API tell.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/value.h"
#include "config/configuration.h"
#include "engine/causes.h"
#include "engine/scheduler.h"
#include "store/store.h"

namespace sluss::views {

/// Each pipeline with its schedule, its next run, and its last one with what it reported.
[[nodiscard]] Result<Value> pipelines(const config::Configuration& configuration, store::Transaction& reading,
                                      const engine::Scheduler& scheduler, Instant now);
/// Each inlet and outlet: what it gives or takes, what is undelivered, paused, or away.
[[nodiscard]] Result<Value> connections(const config::Configuration& configuration, store::Transaction& reading);
/// What waits for a person, by kind and state.
[[nodiscard]] Result<Value> parked(store::Transaction& reading);
/// Those who wait for one cause.
[[nodiscard]] Value parked_group(const engine::ParkedGroup& group);

}  // namespace sluss::views
