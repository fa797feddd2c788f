#include "config/cron.h"

#include <gtest/gtest.h>

namespace sluss::config {
namespace {

std::string next(const std::string& cron, const std::string& after, const std::string& zone = "Europe/Stockholm") {
  const auto parsed = Cron::parse(cron, zone);
  if (!parsed) return parsed.error().what;
  const auto at = parsed->next_after(*parse_instant(after));
  return at ? to_iso(*at) : "never";
}

std::string fault(const std::string& cron, const std::string& zone = "Europe/Stockholm") {
  const auto parsed = Cron::parse(cron, zone);
  return parsed ? "" : parsed.error().what;
}

TEST(Cron, every_night) {
  EXPECT_EQ(next("0 2 * * *", "2026-11-23T00:59:59Z"), "2026-11-23T01:00:00Z");
  EXPECT_EQ(next("0 2 * * *", "2026-11-23T01:00:00Z"), "2026-11-24T01:00:00Z");
  EXPECT_EQ(next("0 2 * * *", "2026-07-01T12:00:00Z"), "2026-07-02T00:00:00Z");
}

TEST(Cron, the_hour_that_spring_leaves_out_runs_at_the_first_moment_after_it) {
  EXPECT_EQ(next("30 2 * * *", "2026-03-28T12:00:00Z"), "2026-03-29T01:00:00Z");
  EXPECT_EQ(next("30 2 * * *", "2026-03-29T01:00:00Z"), "2026-03-30T00:30:00Z");
  EXPECT_EQ(next("*/15 2 * * *", "2026-03-29T01:00:00Z"), "2026-03-30T00:00:00Z");
  EXPECT_EQ(next("0 2,3 * * *", "2026-03-29T00:59:59Z"), "2026-03-29T01:00:00Z");
  EXPECT_EQ(next("0 2,3 * * *", "2026-03-29T01:00:00Z"), "2026-03-30T00:00:00Z");
}

TEST(Cron, the_hour_that_autumn_has_twice_runs_the_first_time_alone) {
  EXPECT_EQ(next("30 2 * * *", "2026-10-24T12:00:00Z"), "2026-10-25T00:30:00Z");
  EXPECT_EQ(next("30 2 * * *", "2026-10-25T00:30:00Z"), "2026-10-26T01:30:00Z");
  EXPECT_EQ(next("30 2 * * *", "2026-10-25T01:00:00Z"), "2026-10-26T01:30:00Z");
  EXPECT_EQ(next("*/30 * * * *", "2026-10-25T00:30:00Z"), "2026-10-25T02:00:00Z");
}

TEST(Cron, leap_day) {
  EXPECT_EQ(next("0 0 29 2 *", "2026-03-01", "UTC"), "2028-02-29T00:00:00Z");
  EXPECT_EQ(next("0 0 30 2 *", "2026-03-01"), "never");
}

TEST(Cron, year_end) {
  EXPECT_EQ(next("59 23 31 12 *", "2026-12-31T22:59:00Z"), "2027-12-31T22:59:00Z");
  EXPECT_EQ(next("0 0 1 1 *", "2026-12-31T22:59:59Z"), "2026-12-31T23:00:00Z");
}

TEST(Cron, days_of_the_week) {
  EXPECT_EQ(next("0 12 * * 0", "2026-11-23", "UTC"), "2026-11-29T12:00:00Z");
  EXPECT_EQ(next("0 12 * * 7", "2026-11-23", "UTC"), "2026-11-29T12:00:00Z");
  EXPECT_EQ(next("0 12 * * sat-sun", "2026-11-28T12:00:00Z", "UTC"), "2026-11-29T12:00:00Z");
  EXPECT_EQ(next("0 12 * * sun-mon", "2026-11-24", "UTC"), "2026-11-29T12:00:00Z");
  EXPECT_EQ(next("0 12 * * Mon-Fri", "2026-11-27T12:00:00Z", "UTC"), "2026-11-30T12:00:00Z");
}

TEST(Cron, two_restricted_day_fields_are_alternatives) {
  EXPECT_EQ(next("0 0 15 * mon", "2026-11-23T00:00:00Z", "UTC"), "2026-11-30T00:00:00Z");
  EXPECT_EQ(next("0 0 15 * mon", "2026-12-14T00:00:00Z", "UTC"), "2026-12-15T00:00:00Z");
  EXPECT_EQ(next("0 0 */2 * mon", "2026-12-01T00:00:00Z", "UTC"), "2026-12-07T00:00:00Z");
}

TEST(Cron, steps_and_lists) {
  EXPECT_EQ(next("10-40/15 * * * *", "2026-11-23T08:10:00Z", "UTC"), "2026-11-23T08:25:00Z");
  EXPECT_EQ(next("5,50 8 * * *", "2026-11-23T08:10:00Z", "UTC"), "2026-11-23T08:50:00Z");
}

TEST(Cron, says_which_field_is_wrong) {
  EXPECT_EQ(fault("60 2 * * *"), "minute \"60\": expected 0 to 59");
  EXPECT_EQ(fault("0 24 * * *"), "hour \"24\": expected 0 to 23");
  EXPECT_EQ(fault("0 2 0 * *"), "day of month \"0\": expected 1 to 31");
  EXPECT_EQ(fault("0 2 * 13 *"), "month \"13\": expected 1 to 12");
  EXPECT_EQ(fault("0 2 * * monday"), "day of week \"monday\": expected 0 to 7 or mon to sun");
  EXPECT_EQ(fault("0 2 * * fri-tue"), "day of week \"fri-tue\": expected a range that begins before it ends");
  EXPECT_EQ(fault("*/0 2 * * *"), "minute \"*/0\": expected a number from 1 after the /");
  EXPECT_EQ(fault("5/10 2 * * *"), "minute \"5/10\": expected * or a range before the /");
  EXPECT_EQ(fault("1,,2 2 * * *"), "minute \"\": expected 0 to 59");
  EXPECT_NE(fault("@daily").find("expected five fields"), std::string::npos);
  EXPECT_NE(fault("0 2 * * * *").find("expected five fields"), std::string::npos);
  EXPECT_NE(fault("0 2 * * *", "Sverige").find("time zone \"Sverige\""), std::string::npos);
}

}  // namespace
}  // namespace sluss::config
