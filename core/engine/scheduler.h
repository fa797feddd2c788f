// Decides when pipelines run. Knows no threads and no clock of its own: the daemon asks it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "config/configuration.h"
#include "store/store.h"

namespace sluss::engine {

/// A run that is due, or will be.
struct Due {
  Instant at;
  std::string pipeline;
};

class Scheduler {
 public:
  /// Reads each pipeline's last run from the store: one that should have run while nothing ran is due at once when
  /// its schedule says `missed: run_once`.
  [[nodiscard]] static Result<Scheduler> make(const config::Configuration& configuration, store::Store& store,
                                              Instant now);

  /// The next run; nullopt when no pipeline has a schedule. Its time may have passed.
  [[nodiscard]] std::optional<Due> next() const;
  /// The pipeline has run, or was tried, for the run that was due; its next one is the first after `now`.
  void done(const std::string& pipeline, Instant now);
  /// A pipeline's next run; nullopt without a schedule.
  [[nodiscard]] std::optional<Instant> next_of(const std::string& pipeline) const;

 private:
  const config::Configuration* configuration_ = nullptr;
  std::map<std::string, Instant> next_;
};

}  // namespace sluss::engine
