// Each pipeline drawn as a graph: what it reads, what it does, where it delivers, and what waits there.
#pragma once

#include "base/result.h"
#include "base/value.h"
#include "config/configuration.h"
#include "store/store.h"

namespace sluss::views {

/// A list of {pipeline, nodes, edges, last_run, last_state}. An edge that leaves an inlet or reaches an outlet counts
/// what the last run read or delivered there.
[[nodiscard]] Result<Value> pipeline_graphs(const config::Configuration& configuration, store::Transaction& reading);

}  // namespace sluss::views
