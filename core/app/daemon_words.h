// What the daemon says of what it does: in the log, and in one line to the service manager. No personal data.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/reconciliation.h"
#include "engine/run_report.h"
#include "engine/scheduler.h"
#include "observe/log.h"
#include "plugin/diagnostics.h"

namespace sluss::app {

void log_faults(const Diagnostics& diagnostics);
/// A line each, with its message and connection beside what all of them are about.
void log_troubles(observe::Level level, const observe::About& about, const std::vector<engine::Trouble>& troubles);
/// A pipeline's run.
void tell(const std::string& pipeline, const Result<engine::RunReport>& report);
/// The proof of the books; one that was stopped is not spoken of.
void tell(const Result<engine::Reconciliation>& proof);

struct DaemonState {
  std::size_t pipelines = 0;
  std::optional<engine::Due> next;     ///< run by schedule
  std::vector<std::string> under_way;  ///< jobs
  std::string refused;                 ///< why the configuration that stands there now does not run; empty: it does
  bool stopping = false;
};

/// "2 pipelines; next: nightly at 2026-11-30 02:00; under way: orders".
[[nodiscard]] std::string status_line(const DaemonState& state);

}  // namespace sluss::app
