// What each kind of failure means, and what the engine does about it, for people.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace sluss::engine {

struct FaultMeaning {
  Fault fault;
  std::string meaning;
  std::string action;
};

/// Every kind, once.
[[nodiscard]] const std::vector<FaultMeaning>& fault_meanings();

}  // namespace sluss::engine
