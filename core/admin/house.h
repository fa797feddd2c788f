// What the admin API is given by the daemon it belongs to.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/value.h"
#include "config/configuration.h"
#include "engine/probing.h"
#include "plugin/diagnostics.h"
#include "store/change_watch.h"
#include "store/store.h"

namespace sluss::admin {

/// How far a run under way has come.
struct Progress {
  std::int64_t run = 0, read = 0, delivered = 0;
};

/// The configuration's folder as it stands now, which may be faulty, and is not what runs until it is read again.
struct FolderNow {
  struct Kept {
    std::int64_t number = 0;
    std::string since;
    bool ran = true;
  };
  Instant read{};
  std::shared_ptr<const config::Configuration> configuration;
  std::vector<Diagnostic> found;  ///< faults, then warnings
  std::vector<Kept> kept;         ///< the configurations that ran, the newest first
};

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
  /// Sees that the store changed; for one thread.
  [[nodiscard]] virtual Result<std::unique_ptr<store::ChangeWatch>> watch_store() const = 0;
  [[nodiscard]] virtual std::string version() const = 0;
  /// How long ago the daemon last looked at what is due.
  [[nodiscard]] virtual std::chrono::seconds since_last_look() const = 0;
  /// What the daemon itself counts, as Prometheus reads it, besides what the store tells; may be empty.
  [[nodiscard]] virtual std::string own_metrics() const = 0;
  /// Begins a run now, beside what the schedule says. Errors: Fault::config, there is no such pipeline;
  /// Fault::unavailable, it runs already, or the daemon ends.
  [[nodiscard]] virtual Result<void> start_run(const std::string& pipeline, const std::string& who) = 0;
  /// Nullopt: the daemon is not at it.
  [[nodiscard]] virtual std::optional<Progress> progress(const std::string& pipeline) const = 0;
  /// Read anew, but not more often than once in a few seconds. Takes as long as `sluss check`.
  [[nodiscard]] virtual Result<std::shared_ptr<const FolderNow>> folder() = 0;
  /// What `sluss plan --json` says, with long lists cut. Takes as long as a run. Not by two threads at once.
  [[nodiscard]] virtual Result<Value> plan(const std::string& pipeline, const std::stop_token& stop) const = 0;
  /// Tries the connection, for a minute at most. Error: Fault::config when it cannot be tried.
  [[nodiscard]] virtual Result<engine::Probed> probe(const std::string& connection,
                                                     const std::stop_token& stop) const = 0;
};

}  // namespace sluss::admin
