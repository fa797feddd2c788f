#include "engine/restore.h"

#include "base/counted.h"
#include "base/text.h"
#include "engine/backup.h"
#include "engine/run_lock.h"
#include "store/store.h"
#include "store/store_file.h"

namespace sluss::engine {
namespace {

namespace fs = std::filesystem;
using store::Reading;

constexpr auto doubt = "a backup was restored: it may have been delivered after the backup was made";

fs::path beside(const fs::path& store, const std::string& why, Instant at) {
  return free_name(store.string() + "." + why + "-" + moment_in_name(at));
}

/// What the restored store knows more than the backup: that deliveries are in doubt, and who restored it.
Result<std::int64_t> mark_restored(const fs::path& file, const RestoreOrder& order) {
  SLUSS_TRY_ASSIGN(opened, store::open_sqlite(file, std::nullopt, order.keys));
  SLUSS_TRY_ASSIGN(transaction, opened->begin(store::Access::write));
  const auto& [who, at, reason] = order.decider;
  SLUSS_TRY_ASSIGN(in_doubt, transaction->deliveries().doubt_open(doubt, at));
  const auto what = order.backup.filename().string() + ", " + counted(in_doubt, "delivery", "deliveries") + " in doubt";
  SLUSS_TRY(transaction->audit().add({at, who, "restore", what, reason}));
  SLUSS_TRY(transaction->commit());
  return in_doubt;
}

/// The store as the database can no longer read it. Linked before it is unlinked: broken off, it lies in both places.
Result<void> move_aside(const fs::path& store, const fs::path& kept) {
  for (const auto& suffix : store::store_suffixes()) {
    std::error_code failed;
    const auto from = store.string() + suffix;
    if (!fs::exists(from, failed)) continue;
    fs::create_hard_link(from, kept.string() + suffix, failed);
    if (failed) return fail(Fault::unavailable, from + " could not be kept: " + failed.message());
  }
  for (const auto& suffix : store::store_suffixes()) {
    std::error_code failed;
    // The file itself gives way when the new one gets its name. A log left beside that would be taken for its own.
    if (!suffix.empty()) fs::remove(store.string() + suffix, failed);
    if (failed) return fail(Fault::unavailable, store.string() + suffix + " could not be moved: " + failed.message());
  }
  return {};
}

/// Gives where the store that was there is now.
Result<fs::path> put_in_place(const fs::path& fresh, const fs::path& store, Instant at) {
  if (!fs::exists(store)) {
    SLUSS_TRY(rename_for_good(fresh, store));
    return fs::path();
  }
  const auto kept = beside(store, "before-restore", at);
  const auto keeping = store.string() + ".keeping";
  const auto copied = store::copy_store(store, Reading::in_use, keeping);
  if (copied) {
    SLUSS_TRY(rename_for_good(keeping, kept));
    SLUSS_TRY(store::replace_store(store, fresh));
    return kept;
  }
  remove_store(keeping);
  if (copied.error().fault == Fault::unavailable) return fail(copied.error());
  SLUSS_TRY(move_aside(store, kept));
  SLUSS_TRY(rename_for_good(fresh, store));
  return kept;
}

}  // namespace

Result<Restored> restore(const RestoreOrder& order) {
  SLUSS_TRY_ASSIGN(locks, take_store(order.store, order.pipelines));
  const auto held = std::move(locks);
  SLUSS_TRY_ASSIGN(faults, store::faults_of(order.backup, Reading::still, order.keys));
  if (!faults.empty())
    return fail(Fault::data, "nothing was restored: " + order.backup.string() + " has " +
                                 counted(faults.size(), "fault") + ":\n" + join(faults, "\n"));
  const fs::path preparing = order.store.string() + ".restoring";
  const fs::path fresh = order.store.string() + ".restored";
  for (const auto* left : {".restoring", ".restored", ".keeping"}) remove_store(order.store.string() + left);
  SLUSS_TRY(store::copy_store(order.backup, Reading::still, preparing));
  const auto in_doubt = mark_restored(preparing, order);
  const auto copied =
      in_doubt ? store::copy_store(preparing, Reading::still, fresh) : Result<void>(fail(in_doubt.error()));
  remove_store(preparing);
  const auto kept =
      copied ? put_in_place(fresh, order.store, order.decider.at) : Result<fs::path>(fail(copied.error()));
  remove_store(fresh);
  if (!kept) return fail(kept.error());
  return Restored{*kept, *in_doubt};
}

Result<Migrated> migrate(const fs::path& store, const std::vector<std::string>& pipelines, Instant at) {
  SLUSS_TRY_ASSIGN(locks, take_store(store, pipelines));
  const auto held = std::move(locks);
  SLUSS_TRY_ASSIGN(before, store::marks_of(store, Reading::in_use));
  Migrated migrated{before.schema, store::current_schema(), {}};
  if (migrated.from == migrated.to) return migrated;
  migrated.backup = beside(store, "schema-" + std::to_string(migrated.from), at);
  // What an older version wrote is not sealed.
  SLUSS_TRY(copy_verified(store, migrated.backup, {}));
  SLUSS_TRY(store::open_sqlite(store));
  return migrated;
}

}  // namespace sluss::engine
