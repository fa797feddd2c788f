// Days are dates without a time of day or a zone.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluss {

using Day = std::chrono::sys_days;

[[nodiscard]] constexpr Day make_day(int year, unsigned month, unsigned day) {
  return std::chrono::sys_days(std::chrono::year(year) / month / day);
}

/// "2026-08-31".
[[nodiscard]] std::string to_iso(Day day);

/// Reads exactly YYYY-MM-DD; nullopt for anything else and for days that do not exist.
[[nodiscard]] std::optional<Day> parse_iso_day(std::string_view text);

/// The first day of the month that `day` lies in.
[[nodiscard]] Day first_of_month(Day day);

[[nodiscard]] int year_of(Day day);

/// Saturday or Sunday.
[[nodiscard]] bool is_weekend(Day day);
/// Monday to Friday, from the first day to the last, both included.
[[nodiscard]] std::int64_t weekdays_in(Day first, Day last);

/// A set of days, kept as one 31-bit mask a month: small, ordered, and quick to intersect.
class DaySet {
 public:
  /// Bit n of `days` stands for day n+1 of the month that begins on `month`.
  struct Month {
    Day month;
    std::uint32_t days = 0;
    friend bool operator==(const Month&, const Month&) = default;
  };

  DaySet() = default;
  explicit DaySet(const std::vector<Day>& days);

  void insert(Day day);
  void insert(const Month& month);
  [[nodiscard]] bool contains(Day day) const;
  [[nodiscard]] bool empty() const { return months_.empty(); }
  /// The number of days.
  [[nodiscard]] std::int64_t count() const;
  /// First and last day. Only for a set that is not empty.
  [[nodiscard]] Day first() const;
  [[nodiscard]] Day last() const;
  /// All days, in order.
  [[nodiscard]] std::vector<Day> days() const;
  /// In order of month; no month is empty.
  [[nodiscard]] const std::vector<Month>& months() const { return months_; }

  [[nodiscard]] DaySet minus(const DaySet& other) const;
  [[nodiscard]] DaySet common(const DaySet& other) const;
  friend bool operator==(const DaySet&, const DaySet&) = default;

 private:
  [[nodiscard]] std::uint32_t mask_of(Day month) const;
  std::vector<Month> months_;
};

/// The set as runs of consecutive days, for people: "2026-09-07–2026-09-11, 2026-09-14".
[[nodiscard]] std::string to_text(const DaySet& days);

}  // namespace sluss
