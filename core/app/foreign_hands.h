// What a daemon runs by is changed by its administrators alone: whoever may write a pipeline or a module may have the
// daemon do anything, with all its secrets.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace sluss::app {

/// Why not: for each file, and for each folder that one of them lies in, that everyone may write, or a group that is
/// not its owner's own. Empty: none may. What cannot be looked at is told by whoever reads it.
[[nodiscard]] std::vector<std::string> writable_by_others(const std::vector<std::filesystem::path>& files);

/// The modules of a folder.
[[nodiscard]] std::vector<std::filesystem::path> modules_of(const std::filesystem::path& folder);

}  // namespace sluss::app
