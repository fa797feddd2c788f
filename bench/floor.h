// The floor: the least that anyone can do who keeps every row of a file durably.
#pragma once

#include <filesystem>

namespace sluss::bench {

/// Reads the file line by line and inserts each line with its key (the text before the first `;`) into a new SQLite
/// database: WAL, synchronous=FULL, 1000 rows a commit. Nothing is parsed, compared or decided. Gives an exit code.
[[nodiscard]] int store_raw_rows(const std::filesystem::path& file, const std::filesystem::path& database);

}  // namespace sluss::bench
