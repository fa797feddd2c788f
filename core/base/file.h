// What stands in a file. Streams take a want of memory for the end of what there is; this does not.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace sluss {

/// All of it. Error: Fault::unavailable, when it is no regular file or cannot be read to its end.
[[nodiscard]] Result<std::string> file_bytes(const std::filesystem::path& file);

}  // namespace sluss
