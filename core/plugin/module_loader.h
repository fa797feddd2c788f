// Finds modules in a folder, checks that they fit this SDK, and lets them register.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/digest.h"
#include "plugin/registry.h"

namespace sluss {

/// A module that was not loaded, and why.
struct RefusedModule {
  std::filesystem::path file;
  std::string reason;
};

/// Loads every `*.so` of the folder, in order of name. A folder that is missing or empty gives no plugins and no fault.
/// A loaded module stays loaded until the process ends.
std::vector<RefusedModule> load_modules(const std::filesystem::path& folder, Registry& registry);

/// A digest of the folder's modules, byte for byte: says whether two runs ran with the same ones.
[[nodiscard]] Digest digest_of_modules(const std::filesystem::path& folder);

}  // namespace sluss
