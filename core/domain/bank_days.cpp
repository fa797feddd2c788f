#include "domain/bank_days.h"

#include "domain/charge.h"

namespace sluss::domain {
namespace {

bool is_closed_eve(Day day) {
  using namespace std::chrono;
  const year_month_day date(day);
  const auto in_year = date.month() / date.day();
  if (in_year == December / 24 || in_year == December / 31) return true;
  // Midsummer Day is the one public holiday of the second half of June.
  const auto next = year_month_day(day + days(1));
  return next.month() == June && next.day() >= std::chrono::day(20) && is_public_holiday(day + days(1));
}

}  // namespace

bool is_bank_day(Day day) { return !is_weekend(day) && !is_public_holiday(day) && !is_closed_eve(day); }

}  // namespace sluss::domain
