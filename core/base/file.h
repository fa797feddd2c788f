// What stands in a file: read as a whole, written as a whole. Streams take a want of memory for the end of what there
// is to read; this does not.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sluss {

/// All of it. Error: Fault::unavailable, when it is no regular file or cannot be read to its end.
[[nodiscard]] Result<std::string> file_bytes(const std::filesystem::path& file);

/// In place of what stood there. Error: Fault::unavailable when it cannot be written; a part of it may stand there
/// then.
[[nodiscard]] Result<void> write_bytes(const std::filesystem::path& file, std::string_view bytes);

/// The same for what nobody but the file's owner may read: the file is made anew.
[[nodiscard]] Result<void> write_private_bytes(const std::filesystem::path& file, std::string_view bytes);

}  // namespace sluss
