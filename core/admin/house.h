// What the admin API is given by the daemon it belongs to.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "config/configuration.h"
#include "store/store.h"

namespace sluss::admin {

/// Safe to use from several threads.
class House {
 public:
  House() = default;
  virtual ~House() = default;
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  /// The configuration that stands now; it stays as it is while somebody holds it.
  [[nodiscard]] virtual std::shared_ptr<const config::Configuration> configuration() const = 0;
  [[nodiscard]] virtual const Clock& clock() const = 0;
  /// The store once more, for one thread.
  [[nodiscard]] virtual Result<std::unique_ptr<store::Store>> open_store() const = 0;
  [[nodiscard]] virtual std::string version() const = 0;
  /// How long ago the daemon last looked at what is due.
  [[nodiscard]] virtual std::chrono::seconds since_last_look() const = 0;
  /// What the daemon itself counts, as Prometheus reads it, besides what the store tells; may be empty.
  [[nodiscard]] virtual std::string own_metrics() const = 0;
  /// Begins a run now, beside what the schedule says. Errors: Fault::config, there is no such pipeline;
  /// Fault::unavailable, it runs already, or the daemon ends.
  [[nodiscard]] virtual Result<void> start_run(const std::string& pipeline, const std::string& who) = 0;
};

}  // namespace sluss::admin
