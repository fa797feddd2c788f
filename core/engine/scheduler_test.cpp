#include "engine/scheduler_fixture.h"

namespace sluss::engine {
namespace {

using SchedulerTest = ScheduledTest;

TEST_F(SchedulerTest, a_pipeline_that_never_ran_waits_for_its_hour) {
  pipeline("nightly", "0 2 * * *");
  EXPECT_EQ(next_of(scheduler("2026-11-23T12:00:00Z"), "nightly"), "2026-11-24T01:00:00Z");
}

TEST_F(SchedulerTest, a_run_that_was_missed_is_due_at_once_for_the_latest_time) {
  pipeline("nightly", "0 2 * * *");
  ran("nightly", "2026-11-20T01:00:00Z");
  const auto made = scheduler("2026-11-23T12:00:00Z");
  ASSERT_TRUE(made.next());
  EXPECT_EQ(made.next()->pipeline, "nightly");
  EXPECT_EQ(made.next()->trigger(),
            "schedule 2026-11-23T01:00:00Z, none for 2026-11-21T01:00:00Z to 2026-11-22T01:00:00Z");
}

TEST_F(SchedulerTest, missed_runs_are_made_up_for_once) {
  pipeline("nightly", "0 2 * * *");
  ran("nightly", "2026-11-20T01:00:00Z");
  auto made = scheduler("2026-11-23T12:00:00Z");
  made.done("nightly", *parse_instant("2026-11-23T12:00:05Z"));
  EXPECT_EQ(next_of(made, "nightly"), "2026-11-24T01:00:00Z");
}

TEST_F(SchedulerTest, a_run_that_broke_off_is_begun_again_six_times_at_most) {
  pipeline("nightly", "0 2 * * *");
  ran("nightly", "2026-11-22T01:00:00Z", "schedule 2026-11-22T01:00:00Z");
  for (int times = 0; times < 5; ++times) {
    broke_off("nightly", "2026-11-23T01:00:00Z", "schedule 2026-11-23T01:00:00Z");
    EXPECT_EQ(next_of(scheduler("2026-11-23T01:05:00Z"), "nightly"), "2026-11-23T01:00:00Z") << times;
  }
  broke_off("nightly", "2026-11-23T01:00:00Z", "schedule 2026-11-23T01:00:00Z");
  EXPECT_EQ(next_of(scheduler("2026-11-23T01:05:00Z"), "nightly"), "2026-11-24T01:00:00Z");
}

TEST_F(SchedulerTest, a_run_that_broke_off_and_was_made_up_for_is_over) {
  pipeline("nightly", "0 2 * * *");
  broke_off("nightly", "2026-11-23T01:00:00Z", "schedule 2026-11-23T01:00:00Z");
  EXPECT_EQ(next_of(scheduler("2026-11-23T12:00:00Z"), "nightly"), "2026-11-23T01:00:00Z") << "its first night";
  ran("nightly", "2026-11-23T01:01:00Z", "schedule 2026-11-23T01:00:00Z");
  EXPECT_EQ(next_of(scheduler("2026-11-23T12:00:00Z"), "nightly"), "2026-11-24T01:00:00Z");
}

TEST_F(SchedulerTest, a_run_that_was_stopped_is_begun_again_until_one_ends) {
  pipeline("nightly", "0 2 * * *");
  ran("nightly", "2026-11-22T01:00:00Z", "schedule 2026-11-22T01:00:00Z");
  stopped("nightly", "2026-11-23T01:00:00Z", "schedule 2026-11-23T01:00:00Z");
  EXPECT_EQ(next_of(scheduler("2026-11-23T01:06:00Z"), "nightly"), "2026-11-23T01:00:00Z");
  ran("nightly", "2026-11-23T01:06:00Z", "schedule 2026-11-23T01:00:00Z");
  EXPECT_EQ(next_of(scheduler("2026-11-23T12:00:00Z"), "nightly"), "2026-11-24T01:00:00Z");
}

TEST_F(SchedulerTest, a_run_by_command_that_was_stopped_is_not_begun_again) {
  pipeline("nightly", "0 2 * * *");
  ran("nightly", "2026-11-23T01:00:00Z", "schedule 2026-11-23T01:00:00Z");
  stopped("nightly", "2026-11-23T09:00:00Z", "command");
  EXPECT_EQ(next_of(scheduler("2026-11-23T12:00:00Z"), "nightly"), "2026-11-24T01:00:00Z");
}

TEST_F(SchedulerTest, what_may_be_skipped_is_skipped) {
  pipeline("nightly", "0 2 * * *", config::Missed::skip);
  ran("nightly", "2026-11-20T01:00:00Z");
  EXPECT_EQ(next_of(scheduler("2026-11-23T12:00:00Z"), "nightly"), "2026-11-24T01:00:00Z");
}

TEST_F(SchedulerTest, the_earliest_of_all_comes_next) {
  pipeline("nightly", "0 2 * * *");
  pipeline("evening", "0 19 * * *");
  pipeline("by-hand", std::nullopt);
  auto made = scheduler("2026-11-23T12:00:00Z");
  ASSERT_TRUE(made.next());
  EXPECT_EQ(made.next()->pipeline, "evening");
  EXPECT_EQ(next_of(made, "by-hand"), "never");
  made.done("evening", made.next()->at);
  EXPECT_EQ(made.next()->pipeline, "nightly");
}

TEST_F(SchedulerTest, without_a_schedule_nothing_is_due) {
  pipeline("by-hand", std::nullopt);
  EXPECT_FALSE(scheduler("2026-11-23T12:00:00Z").next());
}

TEST_F(SchedulerTest, a_run_in_the_future_by_a_wrong_clock_stops_nothing) {
  pipeline("nightly", "0 2 * * *");
  ran("nightly", "2099-01-01T01:00:00Z");
  EXPECT_EQ(next_of(scheduler("2026-11-23T12:00:00Z"), "nightly"), "2026-11-24T01:00:00Z");
}

TEST_F(SchedulerTest, a_run_in_the_future_hides_no_missed_one) {
  pipeline("nightly", "0 2 * * *");
  ran("nightly", "2026-11-20T01:00:00Z");
  ran("nightly", "2099-01-01T01:00:00Z");
  EXPECT_EQ(next_of(scheduler("2026-11-23T12:00:00Z"), "nightly"), "2026-11-23T01:00:00Z");
}

TEST_F(SchedulerTest, a_run_on_time_says_which_time_it_stands_for) {
  pipeline("nightly", "0 2 * * *");
  auto made = scheduler("2026-11-23T12:00:00Z");
  EXPECT_EQ(made.next_of("nightly", *parse_instant("2026-11-24T01:00:10Z"))->trigger(),
            "schedule 2026-11-24T01:00:00Z");
}

TEST_F(SchedulerTest, a_run_by_command_makes_up_for_what_was_missed_before_it) {
  pipeline("nightly", "0 2 * * *");
  ran("nightly", "2026-11-20T01:00:00Z");
  ran("nightly", "2026-11-23T08:00:00Z", "command");
  EXPECT_EQ(next_of(scheduler("2026-11-23T12:00:00Z"), "nightly"), "2026-11-24T01:00:00Z");
}

TEST_F(SchedulerTest, a_run_by_command_takes_no_time_away) {
  pipeline("nightly", "0 2 * * *");
  auto made = scheduler("2026-11-23T12:00:00Z");
  made.done("nightly", *parse_instant("2026-11-23T13:00:00Z"));
  EXPECT_EQ(next_of(made, "nightly"), "2026-11-24T01:00:00Z");
}

TEST_F(SchedulerTest, what_is_ten_minutes_late_is_not_missed) {
  pipeline("nightly", "0 2 * * *", config::Missed::skip);
  ran("nightly", "2026-11-22T01:00:00Z");
  EXPECT_EQ(next_of(scheduler("2026-11-23T01:09:00Z"), "nightly"), "2026-11-23T01:00:00Z");
  EXPECT_EQ(next_of(scheduler("2026-11-23T01:11:00Z"), "nightly"), "2026-11-24T01:00:00Z");
}

TEST_F(SchedulerTest, what_comes_due_while_its_own_run_goes_on_is_made_up_for_once) {
  pipeline("often", "*/10 * * * *");
  auto made = scheduler("2026-11-24T00:55:00Z");
  const auto due = made.next_of("often", *parse_instant("2026-11-24T01:00:00Z"));
  ASSERT_EQ(due->trigger(), "schedule 2026-11-24T01:00:00Z");
  made.done(*due, *parse_instant("2026-11-24T01:25:00Z"));
  EXPECT_EQ(made.next()->trigger(),
            "schedule 2026-11-24T01:20:00Z, none for 2026-11-24T01:10:00Z to 2026-11-24T01:10:00Z");
  made.done(*made.next(), *parse_instant("2026-11-24T01:26:00Z"));
  EXPECT_EQ(next_of(made, "often"), "2026-11-24T01:30:00Z");
}

TEST_F(SchedulerTest, a_configuration_read_anew_while_a_run_goes_on_takes_no_time_away) {
  pipeline("often", "*/10 * * * *");
  auto made = scheduler("2026-11-24T00:55:00Z");
  const auto due = made.next_of("often", *parse_instant("2026-11-24T01:00:00Z"));
  ran("often", "2026-11-24T01:00:00Z", due->trigger());
  made = scheduler("2026-11-24T01:05:00Z");
  made.done(*due, *parse_instant("2026-11-24T01:12:00Z"));
  EXPECT_EQ(next_of(made, "often"), "2026-11-24T01:10:00Z");
}

TEST_F(SchedulerTest, a_pipeline_that_is_gone_from_the_configuration_is_done_without_a_word) {
  auto made = scheduler("2026-11-24T00:55:00Z");
  made.done({*parse_instant("2026-11-24T01:00:00Z"), "gone"}, *parse_instant("2026-11-24T01:12:00Z"));
  made.done("gone", *parse_instant("2026-11-24T01:12:00Z"));
  EXPECT_FALSE(made.next_of("gone", *parse_instant("2026-11-24T01:13:00Z")));
}

TEST_F(SchedulerTest, after_the_last_day_of_a_calendar_nothing_comes) {
  auto in_term = schedule("0 2 * * *");
  in_term.calendar = domain::Calendar("autumn", {{make_day(2026, 8, 31), make_day(2026, 11, 24)}}, {});
  pipeline("nightly", in_term);
  auto made = scheduler("2026-11-23T12:00:00Z");
  EXPECT_EQ(next_of(made, "nightly"), "2026-11-24T01:00:00Z");
  made.done("nightly", *parse_instant("2026-11-24T01:00:10Z"));
  EXPECT_EQ(next_of(made, "nightly"), "never");
  EXPECT_FALSE(made.next());
}

}  // namespace
}  // namespace sluss::engine
