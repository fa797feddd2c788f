// What the files of a configuration are called by people and in copies of it, wherever the folder lies.
#pragma once

#include <filesystem>

namespace sluss::config {

/// Below the configuration's folder; a connector from elsewhere stands among its own:
/// "connectors/klipp/connector.yaml".
[[nodiscard]] std::filesystem::path place_of(const std::filesystem::path& file, const std::filesystem::path& folder);

}  // namespace sluss::config
