#include "domain/charge.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace sluss::domain {
namespace {

TEST(LineAmount, is_rounded_once) {
  EXPECT_EQ(line_amount(17, {153000}), Ore{520200});
  EXPECT_EQ(line_amount(22, {157131}), Ore{691376});  // a rounded day price would give 6913.72
  EXPECT_EQ(line_amount(5, {157131}), Ore{157131});
  EXPECT_EQ(line_amount(0, {153000}), Ore{0});
  EXPECT_EQ(line_amount(1, {3}), Ore{1});  // 0.6
  EXPECT_EQ(line_amount(1, {2}), Ore{0});  // 0.4
}

TEST(LineAmount, is_never_further_than_half_an_ore_from_the_exact_amount) {
  for (std::int64_t days = 0; days <= 366; days += 3) {
    for (std::int64_t price = 99990; price < 100010; ++price) {
      const auto off = line_amount(days, {price}).value * 5 - days * price;
      EXPECT_TRUE(off >= -2 && off <= 2) << days << " days at " << price;
    }
  }
}

std::string holidays_of(int year) {
  std::vector<std::string> days;
  for (auto day = make_day(year, 1, 1); year_of(day) == year; day += std::chrono::days(1)) {
    if (is_public_holiday(day)) days.push_back(to_iso(day).substr(5));
  }
  return join(days, " ");
}

TEST(PublicHoliday, follows_the_swedish_calendar) {
  EXPECT_EQ(holidays_of(2016), "01-01 01-06 03-25 03-27 03-28 05-01 05-05 05-15 06-06 06-25 11-05 12-25 12-26");
  EXPECT_EQ(holidays_of(2026), "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-06 06-20 10-31 12-25 12-26");
  EXPECT_EQ(holidays_of(2027), "01-01 01-06 03-26 03-28 03-29 05-01 05-06 05-16 06-06 06-26 11-06 12-25 12-26");
}

TEST(PublicHoliday, easter_is_right_at_its_extremes) {
  EXPECT_TRUE(is_public_holiday(make_day(2008, 3, 23)));  // the earliest in living memory
  EXPECT_TRUE(is_public_holiday(make_day(2038, 4, 25)));  // the latest there can be
  EXPECT_TRUE(is_public_holiday(make_day(2049, 4, 18)));  // one of the calendar's exceptions
  EXPECT_TRUE(is_public_holiday(make_day(2076, 4, 19)));  // the other one
  EXPECT_FALSE(is_public_holiday(make_day(2049, 4, 25)));
  EXPECT_FALSE(is_public_holiday(make_day(2076, 4, 26)));
}

TEST(PublicHoliday, eves_and_plain_sundays_are_none) {
  for (const auto day : {make_day(2026, 6, 19), make_day(2026, 12, 24), make_day(2026, 12, 31), make_day(2026, 9, 6)})
    EXPECT_FALSE(is_public_holiday(day)) << to_iso(day);
}

Placement from_to(Day start, Day end) {
  Placement placement;
  placement.start = start;
  placement.end = end;
  return placement;
}

std::string counted(const Placement& placement, HolidayRule rule = HolidayRule::counted) {
  return to_text(counted_days(placement, rule));
}

TEST(CountedDays, are_weekdays_from_start_to_end) {
  EXPECT_EQ(counted(from_to(make_day(2026, 9, 5), make_day(2026, 9, 15))),
            "2026-09-07–2026-09-11, 2026-09-14–2026-09-15");
  EXPECT_EQ(counted(from_to(make_day(2026, 9, 5), make_day(2026, 9, 6))), "");
}

TEST(CountedDays, are_the_first_ones_when_a_number_is_stated) {
  auto placement = from_to(make_day(2026, 9, 7), make_day(2026, 9, 25));
  placement.day_count = 6;
  EXPECT_EQ(counted(placement), "2026-09-07–2026-09-11, 2026-09-14");
}

TEST(CountedDays, are_the_listed_ones_also_on_weekends) {
  auto placement = from_to(make_day(2026, 9, 7), make_day(2026, 9, 25));
  placement.dates = DaySet({make_day(2026, 9, 12), make_day(2026, 9, 8)});
  EXPECT_EQ(counted(placement), "2026-09-08, 2026-09-12");
}

TEST(CountedDays, pass_over_public_holidays_where_the_agreement_says_so) {
  auto easter = from_to(make_day(2026, 3, 30), make_day(2026, 4, 10));
  EXPECT_EQ(counted_days(easter, HolidayRule::counted).count(), 10);
  EXPECT_EQ(counted(easter, HolidayRule::not_counted), "2026-03-30–2026-04-02, 2026-04-07–2026-04-10");
  easter.day_count = 5;
  EXPECT_EQ(counted(easter, HolidayRule::not_counted), "2026-03-30–2026-04-02, 2026-04-07");
  easter.dates = DaySet({make_day(2026, 4, 3), make_day(2026, 4, 4)});
  EXPECT_EQ(counted(easter, HolidayRule::not_counted), "2026-04-04");
}

TEST(Worth, sums_its_lines) {
  Worth worth;
  EXPECT_EQ(worth.total(), Ore{0});
  worth.lines = {{DaySet({make_day(2026, 12, 31)}), {100}, {20}}, {DaySet({make_day(2027, 1, 1)}), {200}, {40}}};
  EXPECT_EQ(worth.total(), Ore{60});
  EXPECT_EQ(to_text(worth.days()), "2026-12-31–2027-01-01");
}

}  // namespace
}  // namespace sluss::domain
