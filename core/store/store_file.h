// A store's file as it lies there, of this schema or an older one: looked at, verified, copied, replaced. Nothing here
// migrates it. Errors: Fault::unavailable when a file cannot be read or written, Fault::internal when it is damaged, no
// store of ours, or of a newer version.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "store/sealing_keys.h"

namespace sluss::store {

/// What the file is read beside.
enum class Reading {
  in_use,  ///< others may be writing to it
  still,   ///< a backup that nobody writes to: nothing is put beside it
};

/// What tells one store, and one state of it, from another.
struct StoreMarks {
  int schema = 0;
  Digest identity{};                                ///< the same for a store and all its copies
  std::int64_t messages = 0, runs = 0, audits = 0;  ///< the last ids given

  /// Whether nothing is in this one that the other lacks, as far as the counts tell.
  [[nodiscard]] bool is_earlier_state_of(const StoreMarks& other) const;
};

/// The schema that this version writes.
[[nodiscard]] int current_schema();

[[nodiscard]] Result<StoreMarks> marks_of(const std::filesystem::path& file, Reading reading);

/// Looks at everything that can be checked without the configuration: the database's own structure and references, each
/// message's content against its digest, the audit log's chain, the ledger's rows, the invoices' documents and numbers.
/// A sentence for each fault, with what to do; empty when all is well. Error also: Fault::config when it is sealed with a
/// key that is not among these.
[[nodiscard]] Result<std::vector<std::string>> faults_of(const std::filesystem::path& file, Reading reading,
                                                         const SealingKeys& keys);

/// A copy as it is now, into a new file that its owner alone can read: one file that needs nothing beside it, on disk
/// when this returns. Others may write to `from` meanwhile. Error: Fault::config when `to` exists.
[[nodiscard]] Result<void> copy_store(const std::filesystem::path& from, Reading reading,
                                      const std::filesystem::path& to);

/// Puts the content of one file in the place of another's, in one transaction: whoever looks, and whatever breaks off,
/// finds the one or the other, whole. `store` need not exist.
[[nodiscard]] Result<void> replace_store(const std::filesystem::path& store, const std::filesystem::path& with);

/// Makes the folders that are missing, each on disk by its name before anything stands in it: a power cut must not take
/// a folder away with all that was committed in it. Where one cannot be made, whoever opens a file there says why.
[[nodiscard]] Result<void> make_folders(const std::filesystem::path& folder);

/// What SQLite may put beside a file; "" is the file itself.
[[nodiscard]] const std::vector<std::string>& store_suffixes();

}  // namespace sluss::store
