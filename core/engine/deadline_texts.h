// What people read of deadlines. Nothing in it tells who a student is.
#pragma once

#include <string>

#include "engine/deadlines.h"

namespace sluss::engine {

/// What is open of a deadline, with the parties' ids: "ost has 8 places to answer for; vast has
/// 1 place to answer for; together 9 places". Names ten of them at most.
[[nodiscard]] std::string open_text(const DeadlineState& state);
/// The alarm of one that has passed: what happened and what to do.
[[nodiscard]] std::string text_of_overdue(const DeadlineState& state);

/// The alarm when nobody can tell.
[[nodiscard]] std::string text_of_unknown_deadlines(const std::string& reason);

/// In Swedish, for the institution or unit: what is to be done, by when, under which agreement.
[[nodiscard]] std::string reminder_text(const DeadlineState& state, const OpenPart& part,
                                        const domain::AgreementBook& agreements);

}  // namespace sluss::engine
