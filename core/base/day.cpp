#include "base/day.h"

#include <algorithm>
#include <bit>

namespace sluss {
namespace {

using std::chrono::year_month_day;

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::uint32_t bit_of(Day day) { return 1U << static_cast<unsigned>((day - first_of_month(day)).count()); }

/// Writes a number into a text that holds zeros, its last digit at `last`.
void write_digits(std::string& text, std::size_t last, unsigned number) {
  for (; number > 0 && last < text.size() && text[last] == '0'; number /= 10)
    text[last--] = static_cast<char>('0' + number % 10);
}

}  // namespace

std::string to_iso(Day day) {
  const year_month_day date(day);
  // By hand: every date of every row that is read comes by here, and snprintf takes ten times as long.
  std::string text = "0000-00-00";
  write_digits(text, 3, static_cast<unsigned>(static_cast<int>(date.year())));
  write_digits(text, 6, static_cast<unsigned>(date.month()));
  write_digits(text, 9, static_cast<unsigned>(date.day()));
  return text;
}

std::optional<Day> parse_iso_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const auto date = std::chrono::year(*year) / *month / *day;
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

Day first_of_month(Day day) {
  const year_month_day date(day);
  return std::chrono::sys_days(date.year() / date.month() / 1);
}

int year_of(Day day) { return static_cast<int>(year_month_day(day).year()); }

bool is_weekend(Day day) { return std::chrono::weekday(day).iso_encoding() >= 6; }

std::int64_t weekdays_in(Day first, Day last) {
  std::int64_t count = 0;
  for (auto day = first; day <= last; day += std::chrono::days(1)) count += is_weekend(day) ? 0 : 1;
  return count;
}

DaySet::DaySet(const std::vector<Day>& days) {
  for (const auto day : days) insert(day);
}

void DaySet::insert(Day day) { insert(Month{first_of_month(day), bit_of(day)}); }

void DaySet::insert(const Month& month) {
  if (month.days == 0) return;
  const auto at = std::lower_bound(months_.begin(), months_.end(), month.month,
                                   [](const Month& m, Day day) { return m.month < day; });
  if (at != months_.end() && at->month == month.month) {
    at->days |= month.days;
  } else {
    months_.insert(at, month);
  }
}

bool DaySet::contains(Day day) const { return (mask_of(first_of_month(day)) & bit_of(day)) != 0; }

std::int64_t DaySet::count() const {
  std::int64_t sum = 0;
  for (const auto& month : months_) sum += std::popcount(month.days);
  return sum;
}

Day DaySet::first() const { return months_.front().month + std::chrono::days(std::countr_zero(months_.front().days)); }

Day DaySet::last() const {
  return months_.back().month + std::chrono::days(31 - std::countl_zero(months_.back().days));
}

std::vector<Day> DaySet::days() const {
  std::vector<Day> all;
  for (const auto& [month, mask] : months_) {
    for (unsigned n = 0; n < 31; ++n) {
      if ((mask >> n & 1U) != 0) all.push_back(month + std::chrono::days(n));
    }
  }
  return all;
}

DaySet DaySet::minus(const DaySet& other) const {
  DaySet rest;
  for (const auto& [month, mask] : months_) rest.insert(Month{month, mask & ~other.mask_of(month)});
  return rest;
}

DaySet DaySet::common(const DaySet& other) const {
  DaySet both;
  for (const auto& [month, mask] : months_) both.insert(Month{month, mask & other.mask_of(month)});
  return both;
}

std::uint32_t DaySet::mask_of(Day month) const {
  for (const auto& m : months_) {
    if (m.month == month) return m.days;
  }
  return 0;
}

std::string to_text(const DaySet& set) {
  std::string text;
  const auto all = set.days();
  for (std::size_t from = 0; from < all.size();) {
    auto to = from;
    while (to + 1 < all.size() && all[to + 1] == all[to] + std::chrono::days(1)) ++to;
    if (!text.empty()) text += ", ";
    text += to_iso(all[from]);
    if (to > from) text += "–" + to_iso(all[to]);
    from = to + 1;
  }
  return text;
}

}  // namespace sluss
