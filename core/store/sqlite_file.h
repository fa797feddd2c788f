// SQLite files that are opened for what they are, and copied.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "store/sqlite_database.h"
#include "store/store_file.h"

namespace sluss::store {

/// Opens a file for reading alone.
[[nodiscard]] Result<std::unique_ptr<Database>> open_as_it_is(const std::filesystem::path& file, Reading reading);

/// Copies a whole database into a new file of its owner's alone. Error: Fault::config when that file exists.
[[nodiscard]] Result<void> copy_database(SQLite::Database& from, const std::filesystem::path& to);

/// The database's own check of its pages; a text for each fault. Throws what SQLite throws.
[[nodiscard]] std::vector<std::string> damage_of(SQLite::Database& connection);

}  // namespace sluss::store
