// What the daemon itself knows besides what the store tells: told by its admin API alone.
#pragma once

#include <string>
#include <vector>

#include "config/configuration.h"
#include "engine/metrics.h"
#include "traces/exporter.h"

namespace sluss::app {

/// Every such metric there is, once.
[[nodiscard]] const std::vector<engine::MetricInfo>& own_metrics();

/// As Prometheus reads them; those of what is not configured are left out. `exporter` may be null.
[[nodiscard]] std::string own_metrics_text(const config::Configuration& configuration,
                                           const traces::Exporter* exporter);

}  // namespace sluss::app
