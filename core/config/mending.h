// Changes in a configuration's file what `sluss check` knows the cure of, and nothing else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugin/diagnostics.h"

namespace sluss::config {

struct Mending {
  std::string bytes;             ///< the file as it is to be
  std::vector<Diagnostic> done;  ///< in the order of their places
  std::vector<Diagnostic> left;  ///< whose place is written in a way that it takes a person to change
};

/// `bytes`: the file in which these were found, each with its cure. Byte order mark, line ends, comments, quotes and
/// order stay as they are. Pure.
[[nodiscard]] Mending mend(std::string_view bytes, std::vector<Diagnostic> found);

}  // namespace sluss::config
