// Brings a backup in the place of the store, or an old store to this version's schema; the store as it was is kept.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "engine/parked.h"

namespace sluss::engine {

struct RestoreOrder {
  std::filesystem::path store, backup;
  std::vector<std::string> pipelines;
  Decider decider;  ///< who restores, when, and why: goes to the restored store's audit log
  store::SealingKeys keys = {};
};

struct Restored {
  std::filesystem::path kept;  ///< where the store that was there is now; empty when there was none
  std::int64_t in_doubt = 0;   ///< deliveries that were not done when the backup was made
};

/// Verifies the backup, keeps the present store beside itself, and puts the backup's content in its place in one step:
/// broken off at any moment, either is there, whole. What the backup knows as not delivered may have been delivered
/// since, so it comes back in doubt. Errors: Fault::unavailable while a daemon or a run has the store, Fault::data when
/// the backup has faults.
[[nodiscard]] Result<Restored> restore(const RestoreOrder& order);

struct Migrated {
  int from = 0, to = 0;
  std::filesystem::path backup;  ///< empty when there was nothing to do
};

/// Brings the store to this version's schema, after a backup beside it. Errors: Fault::unavailable while a daemon or a
/// run has the store, Fault::internal for a store of a newer version.
[[nodiscard]] Result<Migrated> migrate(const std::filesystem::path& store, const std::vector<std::string>& pipelines,
                                       Instant at);

}  // namespace sluss::engine
