// Deadlines, as `sluss deadlines` and the admin API tell of them.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "domain/term.h"
#include "engine/deadlines.h"

namespace sluss::views {

/// Those of a term; without one those of the term that each agreement is in and of the next one, and what is overdue.
/// By day.
[[nodiscard]] Result<std::vector<engine::DeadlineState>> deadlines_to_show(store::Transaction& reading,
                                                                           const domain::AgreementBook& book, Day today,
                                                                           const std::optional<domain::Term>& term);
[[nodiscard]] Value deadline(const engine::DeadlineState& state, Day today);

}  // namespace sluss::views
