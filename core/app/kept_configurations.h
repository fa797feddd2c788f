// The configurations that ran, kept beside the store: what an edited one is compared with, and what one goes back to.
// Each is a folder of YAML files with its connectors; no secret, certificate or sample is in it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "config/configuration.h"

namespace sluss::app {

struct KeptConfiguration {
  int number = 0;
  std::string since;             ///< when it was first seen: "2026-11-23T02:00:00Z"
  std::string hash;              ///< of all its files, as where it stood
  bool ran = true;               ///< else it was put aside by a way back
  std::filesystem::path folder;  ///< config::load_copy reads it
};

class KeptConfigurations {
 public:
  /// Of the store's. An empty path: there are none.
  explicit KeptConfigurations(const std::filesystem::path& store);

  /// The newest first. One that was not written to its end is none.
  [[nodiscard]] Result<std::vector<KeptConfiguration>> list() const;
  /// Error (Fault::unavailable) naming the file that is no longer as it was kept.
  [[nodiscard]] static Result<void> check(const KeptConfiguration& kept);
  /// The one that ran last; null when none has.
  [[nodiscard]] static const KeptConfiguration* last_run(const std::vector<KeptConfiguration>& kept);
  /// Keeps a configuration that is right and runs, unless the one that ran last is the same; the 50 newest stay. Error
  /// (Fault::unavailable): it cannot be written; nothing half-written counts.
  [[nodiscard]] Result<void> keep(const config::Configuration& configuration, Instant now) const;
  /// Makes the configuration's folder one of the kept: its files are put back, and those of the folder that it did not
  /// have are taken away. What stood there is kept first, right or not, and its number given.
  [[nodiscard]] Result<int> go_back(const KeptConfiguration& kept, const config::Configuration& present,
                                    Instant now) const;

 private:
  enum class Why { it_runs, put_aside };
  [[nodiscard]] Result<int> add(const std::vector<KeptConfiguration>& kept, const config::Configuration& configuration,
                                Instant now, Why why) const;

  std::filesystem::path folder_;
};

class Workplace;

/// Keeps what a workplace runs by: its configuration is right, and its store is there.
[[nodiscard]] Result<void> keep_configuration(const Workplace& work);

}  // namespace sluss::app
