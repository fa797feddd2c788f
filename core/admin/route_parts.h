// Lists come by the page, and decisions with their reason: what routes of both kinds have in common.
#pragma once

#include <cstddef>
#include <vector>

#include "admin/route.h"
#include "engine/parked.h"

namespace sluss::admin {

/// `after` and `limit`.
[[nodiscard]] std::vector<QueryPart> page_parts();
/// How many are asked for. Throws Problem.
[[nodiscard]] std::size_t limit_of(const Call& call);

/// The body of a decision: {"reason": ...}.
[[nodiscard]] Value reason_shape();
[[nodiscard]] engine::Decider decider_of(const Call& call);

}  // namespace sluss::admin
