#pragma once

#include "store/store.h"

namespace sluss::engine {

/// The days that a line was booked for, credited since or not; of a credit: those that it takes back.
[[nodiscard]] DaySet booked_days(const store::LedgerLine& line);

}  // namespace sluss::engine
