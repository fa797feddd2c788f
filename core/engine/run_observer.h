// Someone who looks on while a pipeline runs: progress on a terminal, or a plan being written.
#pragma once

#include "engine/run_report.h"
#include "observe/span.h"
#include "store/store.h"

namespace sluss::engine {

/// Called by the run's thread. What it hears of is stored when the run ends well.
class RunObserver {
 public:
  virtual ~RunObserver() = default;
  /// A message that is new, changed or withdrawn, or that was made by a step.
  virtual void on_message(const store::StoredMessage& /*message*/) {}
  /// Now and then, so that a person sees that it goes on.
  virtual void on_progress(const RunReport& /*report*/) {}
  /// Who takes the traces of the run's messages; null: nobody. Asked when the run begins, and outlives it.
  [[nodiscard]] virtual observe::Tracer* tracer() { return nullptr; }
};

}  // namespace sluss::engine
