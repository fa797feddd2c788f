// Copies of the store that can be relied on: made while others write to it, verified before they get their name.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/sealing_keys.h"

namespace sluss::engine {

/// What to do when the file is there already.
enum class Existing {
  refuse,
  replace_older,  ///< an earlier state of the same store gives way; anything else is refused
};

struct BackupOrder {
  std::filesystem::path store;
  std::filesystem::path target;  ///< a file, or a folder in which it gets a name with the moment in it
  Existing existing = Existing::refuse;
  std::optional<std::size_t> keep;  ///< of this store's backups in the folder, the newest so many stay; at least 1
  Instant at{};
  store::SealingKeys keys = {};
};

struct Backup {
  std::filesystem::path file;
  std::vector<std::filesystem::path> removed;  ///< older ones of this store
};

/// Makes a backup. What broke off before has left nothing under a final name; its remains are removed here.
/// Errors: Fault::config for a target that must not be written to, Fault::unavailable when it cannot be,
/// Fault::internal when the copy, and so the store, has faults: then nothing is kept or removed.
[[nodiscard]] Result<Backup> back_up(const BackupOrder& order);

/// A verified copy of a store, of whatever schema, under a name that is not taken: one file, on disk.
[[nodiscard]] Result<void> copy_verified(const std::filesystem::path& store, const std::filesystem::path& file,
                                         const store::SealingKeys& keys);

/// "20261124T154200Z": in UTC, so that names sort by time.
[[nodiscard]] std::string moment_in_name(Instant at);

/// `file`, or with "-2", "-3", ... at its end when that is taken.
[[nodiscard]] std::filesystem::path free_name(const std::filesystem::path& file);

/// Renames on the same file system, replacing what is there; the folder is brought to the disk too.
[[nodiscard]] Result<void> rename_for_good(const std::filesystem::path& from, const std::filesystem::path& to);

/// Removes a store's file with what SQLite may have left beside it.
void remove_store(const std::filesystem::path& file);

}  // namespace sluss::engine
