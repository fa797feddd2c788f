// What lies in a folder. A folder that cannot be read is not an empty one.
#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"

namespace sluss {

/// In no order; nothing where there is no such folder. Error: Fault::unavailable when it cannot be read to its end.
[[nodiscard]] Result<std::vector<std::filesystem::path>> names_in(const std::filesystem::path& folder);

}  // namespace sluss
