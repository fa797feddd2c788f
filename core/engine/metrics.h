// Numbers for Prometheus, in the text format that node_exporter's textfile collector reads. No personal data.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/alarms.h"

namespace sluss::engine {

/// A metric as people meet it.
struct MetricInfo {
  std::string name;
  std::string text;
  std::vector<std::string> labels;
};

/// Every metric there is, once.
[[nodiscard]] const std::vector<MetricInfo>& all_metrics();

/// All metrics as they are at `outlook.now`; reads only.
[[nodiscard]] Result<std::string> metrics_text(store::Transaction& reading, const Outlook& outlook);

/// Writes the text under a temporary name beside the file and renames it, so that nobody reads half of it; everyone may
/// read it. Error: Fault::unavailable, and the file is as it was.
[[nodiscard]] Result<void> write_metrics(const std::filesystem::path& file, const std::string& text);

}  // namespace sluss::engine
