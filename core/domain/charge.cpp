#include "domain/charge.h"

#include <algorithm>
#include <array>

namespace sluss::domain {
namespace {

using std::chrono::days;

/// Easter Sunday of the Gregorian calendar, by the method of Gauss with its corrections.
Day easter_of(int year) {
  const int golden = year % 19;
  const int century = year / 100;
  const int moon = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
  const int full_moon = moon - moon / 28 * (1 - 29 / (moon + 1) * ((21 - golden) / 11));
  const int weekday = (year + year / 4 + full_moon + 2 - century + century / 4) % 7;
  return make_day(year, 3, 28) + days(full_moon - weekday);
}

/// The Saturday of the week that begins on this day.
Day saturday_from(Day day) { return day + (std::chrono::Saturday - std::chrono::weekday(day)); }

bool is_fixed_holiday(std::chrono::month_day day) {
  using namespace std::chrono;
  constexpr std::array fixed{January / 1, January / 6, May / 1, June / 6, December / 25, December / 26};
  return std::find(fixed.begin(), fixed.end(), day) != fixed.end();
}

bool counts(Day day, HolidayRule holidays) { return holidays == HolidayRule::counted || !is_public_holiday(day); }

void add_all(DaySet& to, const DaySet& from) {
  for (const auto& month : from.months()) to.insert(month);
}

}  // namespace

Ore line_amount(std::int64_t days, Ore week_price) {
  // Twice the amount, so that the half that rounds up is a whole number.
  return {(days * week_price.value * 2 + 5) / 10};
}

bool is_public_holiday(Day day) {
  const std::chrono::year_month_day date(day);
  if (is_fixed_holiday({date.month(), date.day()})) return true;
  const int year = year_of(day);
  const auto after_easter = (day - easter_of(year)).count();
  // Good Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday.
  if (after_easter == -2 || after_easter == 0 || after_easter == 1 || after_easter == 39 || after_easter == 49)
    return true;
  const auto midsummer_day = saturday_from(make_day(year, 6, 20));
  const auto all_saints_day = saturday_from(make_day(year, 10, 31));
  return day == midsummer_day || day == all_saints_day;
}

DaySet counted_days(const Placement& placement, HolidayRule holidays) {
  DaySet counted;
  if (placement.dates) {
    for (const auto day : placement.dates->days()) {
      if (counts(day, holidays)) counted.insert(day);
    }
    return counted;
  }
  const auto most = placement.day_count.value_or(std::chrono::days::max().count());
  std::int64_t found = 0;
  for (auto day = placement.start; day <= placement.end && found < most; day += days(1)) {
    if (is_weekend(day) || !counts(day, holidays)) continue;
    counted.insert(day);
    ++found;
  }
  return counted;
}

Ore Worth::total() const {
  Ore sum;
  for (const auto& line : lines) sum += line.amount;
  return sum;
}

DaySet Worth::days() const {
  DaySet all;
  for (const auto& line : lines) add_all(all, line.days);
  return all;
}

}  // namespace sluss::domain
