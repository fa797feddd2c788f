// Who may be asked for the places of an order line, one after the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/allocation.h"

namespace sluss::domain {

/// Somebody who may be asked for a line's places.
struct Candidate {
  std::string id, area;
  Ground ground = Ground::area;
  const Agreement* agreement = nullptr;
  const Quota* quota = nullptr;
  std::optional<Refusal> ruled_out;  ///< the rule that keeps it from having any
  std::int64_t places = 0;           ///< that it has got so far
};

/// The unit of a direct order; else the units of the line's area, those of the areas that follow it, and the other
/// parties. A place in the configuration that is not there is one who is ruled out. `institution` may be null.
[[nodiscard]] std::vector<Candidate> chain_of(const AgreementBook& book, const OrderLine& line,
                                              const Institution* institution);

}  // namespace sluss::domain
