// What several threads of one run tell of it.
#pragma once

#include <mutex>
#include <string>

#include "engine/run_observer.h"
#include "engine/run_report.h"

namespace sluss::engine {

/// Writes into a report that nobody else touches meanwhile; the observer is called by one thread at a time.
class RunTale {
 public:
  RunTale(RunReport& report, RunObserver& observer) : report_(report), observer_(observer) {}

  void delivered(const std::string& outlet, Ore worth) {
    const std::scoped_lock lock(mutex_);
    report_.delivered[outlet].add(worth);
  }
  void trouble(Trouble trouble) {
    const std::scoped_lock lock(mutex_);
    report_.trouble(std::move(trouble));
  }
  void progress() {
    const std::scoped_lock lock(mutex_);
    observer_.on_progress(report_);
  }

  [[nodiscard]] observe::Tracer* tracer() { return observer_.tracer(); }

 private:
  std::mutex mutex_;
  RunReport& report_;
  RunObserver& observer_;
};

}  // namespace sluss::engine
