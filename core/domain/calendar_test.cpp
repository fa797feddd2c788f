#include "domain/calendar.h"

#include <gtest/gtest.h>

namespace sluss::domain {
namespace {

Calendar terms() {
  return {"terms",
          {{make_day(2026, 8, 31), make_day(2027, 1, 17)}, {make_day(2027, 1, 18), make_day(2027, 6, 6)}},
          {{make_day(2026, 12, 21), make_day(2027, 1, 6)}, {make_day(2027, 5, 1), make_day(2027, 5, 1)}}};
}

TEST(Calendar, has_the_days_of_its_periods_both_ends_included) {
  EXPECT_FALSE(terms().contains(make_day(2026, 8, 30)));
  EXPECT_TRUE(terms().contains(make_day(2026, 8, 31)));
  EXPECT_TRUE(terms().contains(make_day(2027, 6, 6)));
  EXPECT_FALSE(terms().contains(make_day(2027, 6, 7)));
}

TEST(Calendar, an_exception_takes_its_days_out) {
  EXPECT_TRUE(terms().contains(make_day(2026, 12, 20)));
  EXPECT_FALSE(terms().contains(make_day(2026, 12, 21)));
  EXPECT_FALSE(terms().contains(make_day(2027, 1, 6)));
  EXPECT_TRUE(terms().contains(make_day(2027, 1, 7)));
  EXPECT_FALSE(terms().contains(make_day(2027, 5, 1)));
}

TEST(Calendar, spans_from_the_first_day_to_the_last) {
  ASSERT_TRUE(terms().span());
  EXPECT_EQ(to_iso(terms().span()->first), "2026-08-31");
  EXPECT_EQ(to_iso(terms().span()->last), "2027-06-06");
  EXPECT_FALSE(Calendar("empty", {}, {}).span());
}

TEST(Calendar, bank_days_are_computed_and_never_end) {
  const auto days = Calendar::bank_days();
  EXPECT_EQ(days.name(), "bank_days");
  EXPECT_FALSE(days.span());
  EXPECT_FALSE(days.contains(make_day(2026, 12, 24)));
  EXPECT_TRUE(days.contains(make_day(2126, 12, 23)));
}

}  // namespace
}  // namespace sluss::domain
