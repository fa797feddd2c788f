// Looks at the write-ahead log of a SQLite file before SQLite does.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace sluss::store {

/// SQLite reads a log that nobody closed up to the first frame whose checksum is wrong, and silently forgets the rest:
/// right after a power cut, when the last commit was cut off, and wrong when the log was damaged later. This tells the
/// two apart: each commit is on disk before the next one begins, so two of them beyond the wrong frame mean damage
/// (Fault::store), and what they acknowledged must not be forgotten. Of a log whose only unreadable commit is the last
/// one, nothing outside the store depends yet: a file is archived and a document sent only after one commit more.
/// `database` is the file beside which the log lies; without a log all is well.
[[nodiscard]] Result<void> check_log(const std::filesystem::path& database);

}  // namespace sluss::store
