// The bytes of one file on this machine.
#pragma once

#include <filesystem>
#include <memory>

#include "plugin/codec.h"

namespace sluss::engine {

/// Opens it for reading; it is told when it changes meanwhile (`complete`). Error: Fault::config when it is no regular
/// file or may not be read.
[[nodiscard]] Result<std::unique_ptr<Input>> open_local(const std::filesystem::path& file);

}  // namespace sluss::engine
