// Trying a connection without changing anything at the other end.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "plugin/probe.h"
#include "plugin/registry.h"

namespace sluss::engine {

/// What came of it.
struct Probed {
  bool well = false;
  std::string trouble;                ///< why it is not well
  std::vector<std::string> warnings;  ///< what it sees coming: sentences for people
};

[[nodiscard]] Probed try_connection(const Maker<Probe>& make, const std::stop_token& stop);

}  // namespace sluss::engine
