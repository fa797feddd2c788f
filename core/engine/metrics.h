// Numbers for Prometheus, in the text format that node_exporter's textfile collector reads. No personal data.
#pragma once

#include <filesystem>
#include <string>

#include "engine/alarms.h"

namespace sluss::engine {

/// All metrics as they are at `outlook.now`; reads only.
[[nodiscard]] Result<std::string> metrics_text(store::Transaction& reading, const Outlook& outlook);

/// Writes the text under a temporary name beside the file and renames it, so that nobody reads half of it; everyone may
/// read it. Error: Fault::unavailable, and the file is as it was.
[[nodiscard]] Result<void> write_metrics(const std::filesystem::path& file, const std::string& text);

}  // namespace sluss::engine
