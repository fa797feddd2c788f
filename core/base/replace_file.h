// Puts new content in the place of a file's, at once.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "base/result.h"

namespace sluss {

/// Whoever reads the file finds what stood there or `bytes`, whole, after a crash too. Its mode, its owner and its
/// access list stay; of a link what it leads to is replaced; a new file can be read by all. The folder must be there.
/// `before`: what must stand in it; when that is something else, nothing is written. Error: Fault::unavailable, naming
/// the file and what could not be done; then there stands what stood there.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& file, std::string_view bytes,
                                        std::optional<std::string_view> before = std::nullopt);

}  // namespace sluss
