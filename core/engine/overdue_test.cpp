#include "engine/overdue.h"

#include <gtest/gtest.h>

namespace sluss::engine {
namespace {

std::string told(const std::string& last_started, const std::string& now, const std::string& cron = "0 2 * * *") {
  config::Schedule schedule{*config::Cron::parse(cron, "Europe/Stockholm")};
  schedule.calendar = domain::Calendar::bank_days();
  const auto started = last_started.empty() ? std::nullopt : parse_instant(last_started);
  const auto at = overdue(schedule, started, *parse_instant(now));
  return at ? to_iso(*at) : "all is well";
}

TEST(Overdue, a_run_that_began_is_not) {
  EXPECT_EQ(told("2026-11-24T01:00:00Z", "2026-11-24T12:00:00Z"), "all is well");
  EXPECT_EQ(told("2026-11-24T01:07:00Z", "2026-11-24T12:00:00Z"), "all is well");
}

TEST(Overdue, a_run_that_did_not_begin_is_ten_minutes_after_its_time) {
  EXPECT_EQ(told("2026-11-23T01:00:03Z", "2026-11-24T01:09:59Z"), "all is well");
  EXPECT_EQ(told("2026-11-23T01:00:03Z", "2026-11-24T01:10:00Z"), "2026-11-24T01:00:00Z");
}

TEST(Overdue, of_several_the_last_one_is_told) {
  EXPECT_EQ(told("2026-11-17T01:00:03Z", "2026-11-24T12:00:00Z"), "2026-11-24T01:00:00Z");
}

TEST(Overdue, a_day_outside_the_calendar_asks_for_no_run) {
  EXPECT_EQ(told("2026-12-23T01:00:03Z", "2026-12-27T12:00:00Z"), "all is well");
  EXPECT_EQ(told("2026-12-23T01:00:03Z", "2026-12-28T12:00:00Z"), "2026-12-28T01:00:00Z");
}

TEST(Overdue, a_later_run_by_command_is_enough) {
  EXPECT_EQ(told("2026-11-24T09:00:00Z", "2026-11-24T12:00:00Z"), "all is well");
}

TEST(Overdue, of_a_pipeline_that_never_ran_nothing_is_known) {
  EXPECT_EQ(told("", "2026-11-24T12:00:00Z"), "all is well");
}

TEST(Overdue, a_beginning_in_the_future_proves_nothing) {
  EXPECT_EQ(told("2036-11-24T01:00:00Z", "2026-11-24T12:00:00Z"), "2026-11-24T01:00:00Z");
}

TEST(Overdue, the_nights_of_the_clocks_have_one_time_each) {
  EXPECT_EQ(told("2026-10-23T00:30:00Z", "2026-10-26T01:39:00Z", "30 2 * * *"), "all is well") << "a weekend";
  EXPECT_EQ(told("2026-10-23T00:30:00Z", "2026-10-26T01:40:00Z", "30 2 * * *"), "2026-10-26T01:30:00Z");
}

}  // namespace
}  // namespace sluss::engine
