#include "config/schedule.h"

#include <gtest/gtest.h>

namespace sluss::config {
namespace {

Schedule schedule(const std::string& cron, std::optional<domain::Calendar> calendar = std::nullopt,
                  Otherwise otherwise = Otherwise::skip) {
  return {*Cron::parse(cron, "Europe/Stockholm"), Missed::run_once, std::move(calendar), otherwise};
}

std::string after(const Schedule& schedule, const std::string& moment) {
  const auto at = schedule.next_after(*parse_instant(moment));
  return at ? to_stockholm(*at) : "never";
}

std::string until(const Schedule& schedule, const std::string& moment) {
  const auto at = schedule.last_until(*parse_instant(moment));
  return at ? to_stockholm(*at) : "never";
}

const auto bank_days = domain::Calendar::bank_days();

domain::Calendar autumn() {
  return {"autumn", {{make_day(2026, 8, 31), make_day(2027, 1, 17)}}, {{make_day(2026, 12, 21), make_day(2027, 1, 6)}}};
}

TEST(Schedule, without_a_calendar_every_day_counts) {
  EXPECT_EQ(after(schedule("0 6 * * *"), "2026-12-24T12:00:00Z"), "2026-12-25 06:00");
}

TEST(Schedule, what_falls_outside_the_calendar_is_skipped) {
  const auto nightly = schedule("0 6 * * *", bank_days);
  EXPECT_EQ(after(nightly, "2026-12-23T12:00:00Z"), "2026-12-28 06:00") << "Christmas and a weekend";
  EXPECT_EQ(after(nightly, "2026-12-30T12:00:00Z"), "2027-01-04 06:00");
  const auto monthly = schedule("0 6 25 * *", bank_days);
  EXPECT_EQ(after(monthly, "2026-06-26T00:00:00Z"), "2026-08-25 06:00") << "25 July 2026 is a Saturday";
}

TEST(Schedule, what_falls_outside_moves_to_the_next_day_at_the_same_local_time) {
  const auto monthly = schedule("0 6 25 * *", bank_days, Otherwise::next_day);
  EXPECT_EQ(after(monthly, "2026-06-26T00:00:00Z"), "2026-07-27 06:00");
  EXPECT_EQ(after(monthly, "2026-12-01T00:00:00Z"), "2026-12-28 06:00");
  EXPECT_EQ(after(monthly, "2026-12-28T12:00:00Z"), "2027-01-25 06:00") << "once";
}

TEST(Schedule, what_is_moved_onto_a_run_of_that_day_is_one_with_it) {
  const auto nightly = schedule("0 6 * * *", bank_days, Otherwise::next_day);
  EXPECT_EQ(after(nightly, "2026-12-23T12:00:00Z"), "2026-12-28 06:00");
  EXPECT_EQ(after(nightly, "2026-12-28T05:00:00Z"), "2026-12-29 06:00");
}

TEST(Schedule, a_moved_run_keeps_its_local_time_over_the_change_of_the_clocks) {
  const auto saturdays = schedule("30 2 * * sat", bank_days, Otherwise::next_day);
  EXPECT_EQ(saturdays.next_after(*parse_instant("2026-03-27T12:00:00Z")), parse_instant("2026-03-30T00:30:00Z"));
  EXPECT_EQ(saturdays.next_after(*parse_instant("2026-10-23T12:00:00Z")), parse_instant("2026-10-26T01:30:00Z"));
}

TEST(Schedule, every_hour_keeps_to_the_calendar_too) {
  const auto hourly = schedule("0 * * * *", bank_days);
  EXPECT_EQ(after(hourly, "2026-11-27T22:30:00Z"), "2026-11-30 00:00");
}

TEST(Schedule, a_calendar_comes_to_its_end) {
  const auto nightly = schedule("0 6 * * *", autumn());
  EXPECT_EQ(after(nightly, "2026-12-20T12:00:00Z"), "2027-01-07 06:00");
  EXPECT_EQ(after(nightly, "2027-01-17T12:00:00Z"), "never");
}

TEST(Schedule, before_a_calendar_runs_gather_for_a_year_at_most) {
  const auto in_july = schedule("0 6 1 7 *", autumn(), Otherwise::next_day);
  EXPECT_EQ(after(in_july, "2026-01-01T00:00:00Z"), "2026-08-31 06:00");
  EXPECT_EQ(after(in_july, "2026-08-31T12:00:00Z"), "never");
}

TEST(Schedule, a_leap_day_that_is_a_bank_day_comes) {
  EXPECT_EQ(after(schedule("0 6 29 2 *", bank_days), "2026-01-01"), "2028-02-29 06:00");
  EXPECT_EQ(after(schedule("0 6 29 2 *", bank_days), "2028-03-01"), "2036-02-29 06:00") << "2032: a Sunday";
  EXPECT_EQ(after(schedule("0 6 29 2 *", bank_days, Otherwise::next_day), "2028-03-01"), "2032-03-01 06:00");
  EXPECT_EQ(after(schedule("0 6 29 2 *", bank_days), "2096-03-01"), "2104-02-29 06:00") << "2100 has none";
}

TEST(Schedule, tells_the_last_time_too) {
  const auto nightly = schedule("0 6 * * *", bank_days);
  EXPECT_EQ(until(nightly, "2026-12-28T04:59:59Z"), "2026-12-23 06:00");
  EXPECT_EQ(until(nightly, "2026-12-28T05:00:00Z"), "2026-12-28 06:00") << "that very moment";
  EXPECT_EQ(until(schedule("0 6 29 2 *"), "2027-01-01"), "2024-02-29 06:00");
  EXPECT_EQ(until(schedule("0 6 * * *", autumn()), "2030-01-01"), "2027-01-17 06:00");
  EXPECT_EQ(until(schedule("0 6 * * *", autumn()), "2026-08-30"), "never");
}

TEST(Schedule, the_last_time_and_the_next_are_neighbours_on_the_nights_of_the_clocks) {
  for (const auto* cron : {"30 2 * * *", "*/20 * * * *", "*/15 1-3 * * *"}) {
    const auto tested = schedule(cron);
    for (const auto* night : {"2026-03-28T23:00:00Z", "2026-10-24T22:00:00Z"}) {
      for (auto at = *parse_instant(night); at < *parse_instant(night) + std::chrono::hours(6);
           at += std::chrono::minutes(5)) {
        const auto last = tested.last_until(at);
        ASSERT_TRUE(last);
        EXPECT_LE(*last, at) << cron << " " << to_iso(at);
        EXPECT_EQ(tested.next_after(*last - std::chrono::seconds(1)), last) << cron << " " << to_iso(at);
        EXPECT_GT(*tested.next_after(*last), at) << cron << " " << to_iso(at);
      }
    }
  }
}

}  // namespace
}  // namespace sluss::config
