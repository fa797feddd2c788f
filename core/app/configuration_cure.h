// `sluss check --fix`: changes in the configuration's files what the check knows the cure of.
#pragma once

#include <ostream>

#include "config/configuration.h"

namespace sluss::app {

enum class Cured {
  all,        ///< nothing is left that has a cure
  partly,     ///< a person must change the rest; it is told what
  unwritten,  ///< a file could not be written; it is told why
};

/// `found`: when that configuration was read. Tells each change in `changes`, and in `troubles` what was not changed
/// and why. A file with faults that have no cure is left as it is: what stands in it may mean something else.
[[nodiscard]] Cured cure(const config::Configuration& configuration, const Diagnostics& found, std::ostream& changes,
                         std::ostream& troubles);

}  // namespace sluss::app
