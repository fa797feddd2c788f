// The nightly proof: store, targets and the database's own file, looked at together, and what came of it kept.
#pragma once

#include <stop_token>
#include <string>

#include "engine/pipeline_run.h"
#include "engine/reconciliation.h"

namespace sluss::engine {

/// Its runs stand among those of the pipelines. Not a name that a pipeline can have.
inline constexpr auto proof_name = "@reconcile";

/// Reconciles the store, asks the targets, checks the database's file, and writes down what came of it: as a run, from
/// which alarms are worked out, and as a record in the audit log, in one transaction. Error: Fault::cancelled when it
/// was stopped, and then nothing is written down; else the store's.
[[nodiscard]] Result<Reconciliation> prove(const Surroundings& surroundings, const std::string& trigger,
                                           const std::stop_token& stop);

/// Whether it is time for one: there was none, some pipeline has run since, a day has passed, or what was found last is
/// to be looked at again. Whoever asks sees to it that it is not made too often.
[[nodiscard]] Result<bool> proof_is_due(store::Transaction& reading, const config::Configuration& configuration,
                                        Instant now);

}  // namespace sluss::engine
