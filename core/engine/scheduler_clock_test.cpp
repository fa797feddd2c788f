// The nights of the clocks, and clocks that are set while the scheduler works: each time has one run, whatever happens.
#include "engine/scheduler_fixture.h"

namespace sluss::engine {
namespace {

using config::Missed;
using std::chrono::days;
using std::chrono::hours;
using Times = std::vector<std::string>;

constexpr auto ten_years = days(3653);

TEST_F(ClockTest, the_time_that_spring_leaves_out_runs_once) {
  pipeline("nightly", "30 2 * * *");
  start("2026-03-27T12:00:00Z");
  walk_to("2026-03-30T12:00:00Z");
  EXPECT_EQ(times(), (Times{"2026-03-28 02:30", "2026-03-29 03:00", "2026-03-30 02:30"}));
}

TEST_F(ClockTest, the_time_that_autumn_has_twice_runs_once) {
  pipeline("nightly", "30 2 * * *");
  start("2026-10-24T12:00:00Z");
  walk_to("2026-10-25T00:45:00Z");
  restart();
  walk_to("2026-10-26T12:00:00Z");
  EXPECT_EQ(times(), (Times{"2026-10-25 02:30", "2026-10-26 02:30"}));
}

TEST_F(ClockTest, leap_day_and_the_end_of_the_year) {
  pipeline("leap", "0 12 29 2 *");
  pipeline("year", "59 23 31 12 *");
  start("2027-12-30T12:00:00Z");
  walk_to("2029-01-02T12:00:00Z");
  EXPECT_EQ(times(), (Times{"2027-12-31 23:59", "2028-02-29 12:00", "2028-12-31 23:59"}));
}

/// By a daemon that goes on, and by one that starts again after each time the clock is set.
class SetClock : public ClockTest, public ::testing::WithParamInterface<bool> {
 protected:
  SetClock() {
    pipeline("nightly", "0 2 * * *");
    ran("nightly", "2026-11-22T01:00:00Z", "schedule 2026-11-22T01:00:00Z");
    start("2026-11-22T12:00:00Z");
    walk_to("2026-11-23T01:30:00Z");
    EXPECT_EQ(times(), Times{"2026-11-23 02:00"});
  }
  void set(std::chrono::seconds by) {
    set_clock(by);
    if (GetParam()) restart();
  }
};

TEST_P(SetClock, back_an_hour) {
  set(-hours(1));
  run_due();
  EXPECT_EQ(next_of(scheduler_, "nightly"), "2026-11-24T01:00:00Z") << "also what is shown";
  walk_to("2026-11-24T12:00:00Z");
  EXPECT_EQ(times(), Times{"2026-11-24 02:00"});
}

TEST_P(SetClock, back_a_day) {
  set(-days(1));
  walk_to("2026-11-25T12:00:00Z");
  EXPECT_EQ(times(), (Times{"2026-11-24 02:00", "2026-11-25 02:00"}));
}

TEST_P(SetClock, back_a_month_to_times_that_had_no_run) {
  set(-days(30));
  walk_to("2026-11-24T12:00:00Z");
  const auto all = times();
  EXPECT_EQ(all.size(), 29U) << "all but the two that had theirs";
  EXPECT_EQ(all.front(), "2026-10-25 02:00");
  EXPECT_EQ(all.back(), "2026-11-24 02:00");
}

TEST_P(SetClock, forward_a_day_is_made_up_for) {
  set(days(1));
  run_due();
  EXPECT_EQ(times(), Times{"2026-11-24 02:00"});
  walk_to("2026-11-26T12:00:00Z");
  EXPECT_EQ(times(), (Times{"2026-11-25 02:00", "2026-11-26 02:00"}));
}

TEST_P(SetClock, forward_a_day_and_back_again) {
  set(days(1));
  run_due();
  set(-days(1));
  walk_to("2026-11-25T12:00:00Z");
  EXPECT_EQ(times(), (Times{"2026-11-24 02:00", "2026-11-25 02:00"}));
}

TEST_P(SetClock, ten_years_ahead_and_back_again_silences_nothing) {
  set(ten_years);
  run_due();
  EXPECT_EQ(times(), Times{"2036-11-23 02:00"}) << "one run makes up for ten years";
  set(-ten_years);
  walk_to("2026-11-25T12:00:00Z");
  EXPECT_EQ(times(), (Times{"2026-11-24 02:00", "2026-11-25 02:00"}));
  restart();
  walk_to("2026-11-26T12:00:00Z");
  EXPECT_EQ(times(), Times{"2026-11-26 02:00"});
}

TEST_P(SetClock, ten_years_ahead_for_good) {
  set(ten_years);
  walk_to("2036-11-25T12:00:00Z");
  EXPECT_EQ(times(), (Times{"2036-11-23 02:00", "2036-11-24 02:00", "2036-11-25 02:00"}));
}

TEST_P(SetClock, ten_years_back_and_forward_again_does_not_run_again_for_what_ran) {
  set(-ten_years);
  run_due();
  set(ten_years);
  walk_to("2026-11-24T12:00:00Z");
  EXPECT_EQ(times(), Times{"2026-11-24 02:00"});
}

TEST_P(SetClock, while_a_run_goes_on) {
  walk_to("2026-11-24T00:59:00Z");
  set_clock("2026-11-24T01:00:00Z");
  const auto due = scheduler_.next_of("nightly", now_);
  ASSERT_EQ(due->trigger(), "schedule 2026-11-24T01:00:00Z");
  began("nightly", now_, due->trigger());
  set_clock(-hours(1));
  scheduler_.done(*due, now_);
  if (GetParam()) restart();
  walk_to("2026-11-25T12:00:00Z");
  EXPECT_EQ(times(), Times{"2026-11-25 02:00"});
}

INSTANTIATE_TEST_SUITE_P(Daemon, SetClock, ::testing::Values(false, true),
                         [](const auto& tested) { return tested.param ? "restarts" : "goes_on"; });

TEST_F(ClockTest, what_a_clock_leaps_over_is_skipped_when_it_may_be) {
  pipeline("nightly", "0 2 * * *", Missed::skip);
  start("2026-11-22T12:00:00Z");
  run_due();
  set_clock(days(1));
  walk_to("2026-11-24T12:00:00Z");
  EXPECT_EQ(times(), Times{"2026-11-24 02:00"});
}

TEST_F(ClockTest, a_daemon_that_started_ten_years_ahead_comes_back) {
  pipeline("nightly", "0 2 * * *", Missed::skip);
  start("2036-11-22T12:00:00Z");
  run_due();
  set_clock(-ten_years);
  walk_to("2026-11-24T12:00:00Z");
  EXPECT_EQ(times(), (Times{"2026-11-23 02:00", "2026-11-24 02:00"}));
}

}  // namespace
}  // namespace sluss::engine
