#include "store/ledger_days.h"

namespace sluss::store {
namespace {

DaySet days_in(Database& database, const char* months_of_line, std::int64_t line) {
  DaySet days;
  Query query(database, months_of_line, line);
  while (query.row()) days.insert(month_of(query.integer(0), query.integer(1)));
  return days;
}

}  // namespace

std::int64_t month_number(Day month) {
  const std::chrono::year_month_day date(month);
  return int{date.year()} * 100 + static_cast<int>(unsigned{date.month()});
}

DaySet::Month month_of(std::int64_t number, std::int64_t days) {
  return {make_day(static_cast<int>(number / 100), static_cast<unsigned>(number % 100), 1),
          static_cast<std::uint32_t>(days)};
}

std::int64_t day_number(Day day) { return day.time_since_epoch().count(); }

DaySet days_of_line(Database& database, std::int64_t line) {
  return days_in(database, "SELECT month, days FROM ledger WHERE line = ? ORDER BY month", line);
}

DaySet credited_days(Database& database, std::int64_t credit) {
  return days_in(database, "SELECT month, days FROM credited WHERE line = ? ORDER BY month", credit);
}

DaySet days_credited_of(Database& database, std::int64_t line) {
  return days_in(
      database,
      "SELECT d.month, d.days FROM line c JOIN credited d ON d.line = c.id WHERE c.credits = ? ORDER BY d.month", line);
}

}  // namespace sluss::store
