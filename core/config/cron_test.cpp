#include "config/cron.h"

#include <gtest/gtest.h>

namespace sluss::config {
namespace {

/// The next runs after a moment, in UTC.
std::vector<std::string> runs(const std::string& cron, const std::string& after, int count, const std::string& zone = "Europe/Stockholm") {
  const auto parsed = Cron::parse(cron, zone);
  if (!parsed) return {parsed.error().what};
  std::vector<std::string> moments;
  auto moment = *parse_instant(after);
  for (int i = 0; i < count; ++i) {
    const auto next = parsed->next_after(moment);
    if (!next) break;
    moments.push_back(to_iso(*next));
    moment = *next;
  }
  return moments;
}

using Moments = std::vector<std::string>;

TEST(Cron, runs_nightly_by_the_clock_on_the_wall) {
  EXPECT_EQ(runs("0 2 * * *", "2026-11-23T00:59:59Z", 2), (Moments{"2026-11-23T01:00:00Z", "2026-11-24T01:00:00Z"}));
  EXPECT_EQ(runs("0 2 * * *", "2026-07-01T00:00:00Z", 1), (Moments{"2026-07-02T00:00:00Z"})) << "after, not at, the moment";
}

TEST(Cron, the_hour_that_does_not_exist_runs_at_the_first_moment_after_it) {
  EXPECT_EQ(runs("30 2 * * *", "2026-03-28T12:00:00Z", 2), (Moments{"2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"}));
}

TEST(Cron, the_hour_that_comes_twice_runs_once) {
  EXPECT_EQ(runs("30 2 * * *", "2026-10-24T12:00:00Z", 2), (Moments{"2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"}));
}

TEST(Cron, every_hour_goes_by_real_time) {
  EXPECT_EQ(runs("30 * * * *", "2026-10-25T00:00:00Z", 3),
            (Moments{"2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z"}));
  EXPECT_EQ(runs("30 * * * *", "2026-03-29T00:00:00Z", 2), (Moments{"2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"}));
}

TEST(Cron, leap_day_and_year_end) {
  EXPECT_EQ(runs("0 0 29 2 *", "2026-01-01", 1, "UTC"), (Moments{"2028-02-29T00:00:00Z"}));
  EXPECT_EQ(runs("59 23 31 12 *", "2026-12-31T23:59:00Z", 1, "UTC"), (Moments{"2027-12-31T23:59:00Z"}));
  EXPECT_EQ(runs("0 0 30 2 *", "2026-01-01", 1), Moments{});
}

TEST(Cron, either_of_two_restricted_day_fields_is_enough) {
  EXPECT_EQ(runs("0 0 1 * mon", "2026-11-24", 2, "UTC"), (Moments{"2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z"}));
  EXPECT_EQ(runs("0 0 * * 7", "2026-11-24", 1, "UTC"), (Moments{"2026-11-29T00:00:00Z"}));
}

TEST(Cron, lists_ranges_and_steps) {
  EXPECT_EQ(runs("*/20 6-7 * * 1-5", "2026-11-20T06:30:00Z", 5, "UTC"),
            (Moments{"2026-11-20T06:40:00Z", "2026-11-20T07:00:00Z", "2026-11-20T07:20:00Z", "2026-11-20T07:40:00Z", "2026-11-23T06:00:00Z"}));
  EXPECT_EQ(runs("5/30 1,3 * * *", "2026-11-20", 3, "UTC"),
            (Moments{"2026-11-20T01:05:00Z", "2026-11-20T01:35:00Z", "2026-11-20T03:05:00Z"}));
}

TEST(Cron, faults_name_the_field) {
  EXPECT_NE(runs("60 * * * *", "2026-01-01", 1).front().find("\"minute\""), std::string::npos);
  EXPECT_NE(runs("0 0 5-1 * *", "2026-01-01", 1).front().find("\"day of month\""), std::string::npos);
  EXPECT_NE(runs("0 0 * * monday", "2026-01-01", 1).front().find("\"weekday\""), std::string::npos);
  EXPECT_NE(runs("0 0 * * */0", "2026-01-01", 1).front().find("\"weekday\""), std::string::npos);
}

}  // namespace
}  // namespace sluss::config
