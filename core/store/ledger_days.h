// Days as the ledger's tables hold them: rows of a month (yyyymm) and a mask.
#pragma once

#include <cstdint>

#include "base/day.h"
#include "store/sqlite_database.h"

namespace sluss::store {

[[nodiscard]] std::int64_t month_number(Day month);
[[nodiscard]] DaySet::Month month_of(std::int64_t number, std::int64_t days);
/// Days since 1970.
[[nodiscard]] std::int64_t day_number(Day day);

/// The days that a line's ledger rows claim: of one that charges, those that stand.
[[nodiscard]] DaySet days_of_line(Database& database, std::int64_t line);
/// The days that a credit takes back.
[[nodiscard]] DaySet credited_days(Database& database, std::int64_t credit);
/// The days that all credits of a line take back.
[[nodiscard]] DaySet days_credited_of(Database& database, std::int64_t line);

}  // namespace sluss::store
