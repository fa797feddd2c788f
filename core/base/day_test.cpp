#include "base/day.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <set>

namespace sluss {
namespace {

TEST(Day, is_written_and_read_as_iso) {
  EXPECT_EQ(to_iso(make_day(2026, 8, 31)), "2026-08-31");
  EXPECT_EQ(parse_iso_day("2026-08-31"), make_day(2026, 8, 31));
  EXPECT_EQ(parse_iso_day("2024-02-29"), make_day(2024, 2, 29));
}

TEST(Day, only_exact_iso_days_that_exist_are_read) {
  for (const auto* text : {"", "2026-02-29", "2026-13-01", "2026-00-10", "2026-06-31", "2026-6-01", "20260601",
                           "2026/06/01", " 2026-06-01", "2026-06-01 ", "2026-06-+1", "-026-06-01", "26-06-01"})
    EXPECT_EQ(parse_iso_day(text), std::nullopt) << text;
}

TEST(Day, every_day_of_fifty_years_survives_writing_and_reading) {
  for (auto day = make_day(2000, 1, 1); day < make_day(2050, 1, 1); day += std::chrono::days(1))
    ASSERT_EQ(parse_iso_day(to_iso(day)), day);
}

TEST(Day, knows_its_month_year_and_weekend) {
  EXPECT_EQ(first_of_month(make_day(2026, 2, 28)), make_day(2026, 2, 1));
  EXPECT_EQ(year_of(make_day(2026, 12, 31)), 2026);
  EXPECT_FALSE(is_weekend(make_day(2026, 9, 11)));
  EXPECT_TRUE(is_weekend(make_day(2026, 9, 12)));
  EXPECT_TRUE(is_weekend(make_day(2026, 9, 13)));
  EXPECT_FALSE(is_weekend(make_day(2026, 9, 14)));
}

TEST(DaySet, is_empty_at_first) {
  const DaySet none;
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none.count(), 0);
  EXPECT_EQ(none.days(), std::vector<Day>{});
  EXPECT_EQ(to_text(none), "");
}

TEST(DaySet, keeps_one_mask_a_month_in_order) {
  const DaySet set({make_day(2026, 12, 31), make_day(2026, 9, 1), make_day(2026, 9, 3)});
  ASSERT_EQ(set.months().size(), 2U);
  EXPECT_EQ(set.months()[0], (DaySet::Month{make_day(2026, 9, 1), 0b101}));
  EXPECT_EQ(set.months()[1], (DaySet::Month{make_day(2026, 12, 1), 1U << 30U}));
}

TEST(DaySet, equal_sets_are_equal_however_they_were_made) {
  const DaySet one({make_day(2026, 9, 1), make_day(2026, 10, 1)});
  const DaySet other({make_day(2026, 10, 1), make_day(2026, 9, 1), make_day(2026, 9, 1)});
  EXPECT_EQ(one, other);
  EXPECT_EQ(one.minus(other), DaySet());
}

TEST(DaySet, an_empty_month_is_not_kept) {
  DaySet set;
  set.insert(DaySet::Month{make_day(2026, 9, 1), 0});
  EXPECT_TRUE(set.empty());
}

TEST(DaySet, is_told_as_runs_of_days) {
  const DaySet set({make_day(2026, 9, 7), make_day(2026, 9, 8), make_day(2026, 9, 10), make_day(2026, 9, 30),
                    make_day(2026, 10, 1)});
  EXPECT_EQ(to_text(set), "2026-09-07–2026-09-08, 2026-09-10, 2026-09-30–2026-10-01");
}

/// A DaySet and a std::set with the same days, drawn by chance from half a year.
struct Twins {
  DaySet days;
  std::set<Day> plain;
};

Twins draw(std::mt19937& chance) {
  Twins twins;
  for (auto left = chance() % 60; left > 0; --left) {
    const auto day = make_day(2026, 10, 15) + std::chrono::days(chance() % 180);
    twins.days.insert(day);
    twins.plain.insert(day);
  }
  return twins;
}

std::vector<Day> listed(const std::set<Day>& days) { return {days.begin(), days.end()}; }

TEST(DaySet, agrees_with_a_plain_set) {
  std::mt19937 chance(2026);  // the same days in every run
  for (int round = 0; round < 500; ++round) {
    const auto a = draw(chance);
    const auto b = draw(chance);
    std::set<Day> less;
    std::set<Day> both;
    std::set_difference(a.plain.begin(), a.plain.end(), b.plain.begin(), b.plain.end(),
                        std::inserter(less, less.end()));
    std::set_intersection(a.plain.begin(), a.plain.end(), b.plain.begin(), b.plain.end(),
                          std::inserter(both, both.end()));
    ASSERT_EQ(a.days.days(), listed(a.plain));
    ASSERT_EQ(a.days.count(), static_cast<std::int64_t>(a.plain.size()));
    ASSERT_EQ(a.days.minus(b.days).days(), listed(less));
    ASSERT_EQ(a.days.common(b.days).days(), listed(both));
    for (const auto day : b.plain) ASSERT_EQ(a.days.contains(day), a.plain.contains(day));
    if (a.plain.empty()) continue;
    ASSERT_EQ(a.days.first(), *a.plain.begin());
    ASSERT_EQ(a.days.last(), *a.plain.rbegin());
  }
}

TEST(Weekdays, are_counted_from_the_first_day_to_the_last) {
  EXPECT_EQ(weekdays_in(make_day(2026, 9, 4), make_day(2026, 9, 8)), 3);  // Friday to Tuesday
  EXPECT_EQ(weekdays_in(make_day(2026, 9, 5), make_day(2026, 9, 6)), 0);
  EXPECT_EQ(weekdays_in(make_day(2026, 9, 8), make_day(2026, 9, 7)), 0);
}

}  // namespace
}  // namespace sluss
