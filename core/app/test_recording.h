// `sluss test --record`: a test made of what would come in now.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/commands.h"

namespace sluss::app {

struct RecordingOptions {
  std::string pipeline;
  std::filesystem::path to;  ///< empty: beside the pipelines, by the pipeline's name
  std::size_t rows = 5;
  std::vector<std::string> keep;  ///< columns that tell of nobody
  bool overwrite = false;
};

/// Writes the test and says what it holds. Throws Stop, and writes nothing, when that cannot be; also when the file is
/// there already and need not be overwritten.
void record_test(const Commands& commands, const RecordingOptions& options);

}  // namespace sluss::app
