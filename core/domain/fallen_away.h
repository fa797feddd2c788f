// What a placement does not have any more, apart from what it has instead. A pure function.
#pragma once

#include <vector>

#include "domain/charge.h"

namespace sluss::domain {

/// The credits of an adjustment (`adjust`) that are due also while its charges must wait: of the days that the
/// placement does not have at all any more. What is only priced otherwise, or booked for another term, stays until it
/// can be charged anew.
[[nodiscard]] std::vector<Credit> fallen_away(const std::vector<BookedLine>& booked, const Worth& worth);

}  // namespace sluss::domain
