#include "domain/bank_days.h"

#include <gtest/gtest.h>

namespace sluss::domain {
namespace {

/// The days from Monday to Friday that are no bank days: "01-01 01-06 ...".
std::string closed_weekdays_of(int year) {
  std::string closed;
  for (auto day = make_day(year, 1, 1); day <= make_day(year, 12, 31); day += std::chrono::days(1)) {
    if (!is_weekend(day) && !is_bank_day(day)) closed += (closed.empty() ? "" : " ") + to_iso(day).substr(5);
  }
  return closed;
}

// 2017, 2021, 2022 and 2026 are published lists (Sveriges Riksbank, and Nordea after it) less what falls on a weekend;
// the others are by an almanac.
TEST(BankDays, are_those_of_the_published_lists) {
  EXPECT_EQ(closed_weekdays_of(2017), "01-06 04-14 04-17 05-01 05-25 06-06 06-23 12-25 12-26");
  EXPECT_EQ(closed_weekdays_of(2021), "01-01 01-06 04-02 04-05 05-13 06-25 12-24 12-31");
  EXPECT_EQ(closed_weekdays_of(2022), "01-06 04-15 04-18 05-26 06-06 06-24 12-26");
  EXPECT_EQ(closed_weekdays_of(2024), "01-01 03-29 04-01 05-01 05-09 06-06 06-21 12-24 12-25 12-26 12-31");
  EXPECT_EQ(closed_weekdays_of(2025), "01-01 01-06 04-18 04-21 05-01 05-29 06-06 06-20 12-24 12-25 12-26 12-31");
  EXPECT_EQ(closed_weekdays_of(2026), "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31");
  EXPECT_EQ(closed_weekdays_of(2027), "01-01 01-06 03-26 03-29 05-06 06-25 12-24 12-31");
  EXPECT_EQ(closed_weekdays_of(2028), "01-06 04-14 04-17 05-01 05-25 06-06 06-23 12-25 12-26");
}

TEST(BankDays, a_weekend_is_none_whatever_else_it_is) {
  EXPECT_FALSE(is_bank_day(make_day(2026, 11, 28)));
  EXPECT_FALSE(is_bank_day(make_day(2026, 11, 29)));
  EXPECT_TRUE(is_bank_day(make_day(2026, 11, 30)));
}

TEST(BankDays, the_day_before_another_holiday_is_one) {
  EXPECT_TRUE(is_bank_day(make_day(2026, 1, 5)));
  EXPECT_TRUE(is_bank_day(make_day(2026, 4, 2)));
  EXPECT_TRUE(is_bank_day(make_day(2026, 4, 30)));
  EXPECT_TRUE(is_bank_day(make_day(2026, 10, 30)));
}

TEST(BankDays, midsummers_eve_is_closed_from_the_19th_to_the_25th) {
  EXPECT_FALSE(is_bank_day(make_day(2026, 6, 19)));
  EXPECT_TRUE(is_bank_day(make_day(2026, 6, 18)));
  EXPECT_FALSE(is_bank_day(make_day(2027, 6, 25)));
  EXPECT_TRUE(is_bank_day(make_day(2027, 6, 24)));
  EXPECT_TRUE(is_bank_day(make_day(2029, 6, 5))) << "the day before the National Day";
}

TEST(BankDays, every_year_has_between_249_and_254) {
  for (int year = 2005; year <= 2105; ++year) {
    int count = 0;
    for (auto day = make_day(year, 1, 1); day <= make_day(year, 12, 31); day += std::chrono::days(1))
      count += is_bank_day(day) ? 1 : 0;
    EXPECT_GE(count, 249) << year;
    EXPECT_LE(count, 254) << year;
  }
}

}  // namespace
}  // namespace sluss::domain
