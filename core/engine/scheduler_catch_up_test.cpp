// `missed: run_all`: a run for each time that was missed.
#include "engine/scheduler_fixture.h"

namespace sluss::engine {
namespace {

class CatchUp : public ClockTest {
 protected:
  CatchUp() { pipeline("nightly", "0 2 * * *", config::Missed::run_all); }
};

TEST_F(CatchUp, each_missed_time_has_its_run_the_oldest_first) {
  ran("nightly", "2026-11-20T01:00:00Z", "schedule 2026-11-20T01:00:00Z");
  start("2026-11-23T12:00:00Z");
  run_due();
  ASSERT_EQ(ran_.size(), 3U);
  EXPECT_EQ(ran_[0].trigger, "schedule 2026-11-21T01:00:00Z");
  EXPECT_EQ(ran_[1].trigger, "schedule 2026-11-22T01:00:00Z");
  EXPECT_EQ(ran_[2].trigger, "schedule 2026-11-23T01:00:00Z");
  EXPECT_EQ(next_of(scheduler_, "nightly"), "2026-11-24T01:00:00Z");
}

TEST_F(CatchUp, a_hundred_at_most_and_the_first_tells_what_was_left_out) {
  ran("nightly", "2026-01-01T01:00:00Z", "schedule 2026-01-01T01:00:00Z");
  start("2026-11-23T12:00:00Z");
  run_due();
  ASSERT_EQ(ran_.size(), 100U);
  EXPECT_EQ(ran_.front().trigger,
            "schedule 2026-08-16T00:00:00Z, none for 2026-01-02T01:00:00Z to 2026-08-15T00:00:00Z");
  EXPECT_EQ(ran_[1].trigger, "schedule 2026-08-17T00:00:00Z");
  EXPECT_EQ(ran_.back().trigger, "schedule 2026-11-23T01:00:00Z");
}

TEST_F(CatchUp, goes_on_after_a_restart_in_the_middle) {
  ran("nightly", "2026-11-19T01:00:00Z", "schedule 2026-11-19T01:00:00Z");
  ran("nightly", "2026-11-23T11:00:00Z", "schedule 2026-11-20T01:00:00Z");
  ran("nightly", "2026-11-23T11:05:00Z", "schedule 2026-11-21T01:00:00Z");
  start("2026-11-23T12:00:00Z");
  run_due();
  EXPECT_EQ(times(), (std::vector<std::string>{"2026-11-22 02:00", "2026-11-23 02:00"}));
  restart();
  run_due();
  EXPECT_EQ(times(), std::vector<std::string>{});
}

TEST_F(CatchUp, a_run_by_command_does_not_stand_for_a_missed_one) {
  ran("nightly", "2026-11-21T01:00:00Z", "schedule 2026-11-21T01:00:00Z");
  ran("nightly", "2026-11-23T11:00:00Z", "command");
  start("2026-11-23T12:00:00Z");
  run_due();
  EXPECT_EQ(times(), (std::vector<std::string>{"2026-11-22 02:00", "2026-11-23 02:00"}));
}

TEST_F(CatchUp, another_pipeline_need_not_wait_for_all_of_it) {
  pipeline("other", "0 3 * * *");
  ran("nightly", "2026-11-20T01:00:00Z", "schedule 2026-11-20T01:00:00Z");
  ran("other", "2026-11-21T02:00:00Z", "schedule 2026-11-21T02:00:00Z");
  start("2026-11-22T12:00:00Z");
  run_due();
  ASSERT_EQ(ran_.size(), 3U);
  EXPECT_EQ(ran_.back().pipeline, "other") << "the earliest time comes first";
}

TEST_F(CatchUp, keeps_to_the_calendar) {
  auto on_bank_days = schedule("0 2 * * *", config::Missed::run_all);
  on_bank_days.calendar = domain::Calendar::bank_days();
  pipeline("bank", on_bank_days);
  ran("bank", "2026-12-22T01:00:00Z", "schedule 2026-12-22T01:00:00Z");
  start("2026-12-29T12:00:00Z");
  run_due();
  EXPECT_EQ(times(), (std::vector<std::string>{"2026-12-23 02:00", "2026-12-28 02:00", "2026-12-29 02:00"}));
}

TEST_F(CatchUp, what_comes_due_meanwhile_has_its_run_too) {
  pipeline("often", "*/10 * * * *", config::Missed::run_all);
  start("2026-11-24T02:55:00Z");
  const auto due = scheduler_.next_of("often", *parse_instant("2026-11-24T03:00:00Z"));
  scheduler_.done(*due, *parse_instant("2026-11-24T03:25:00Z"));
  EXPECT_EQ(next_of(scheduler_, "often"), "2026-11-24T03:10:00Z");
}

}  // namespace
}  // namespace sluss::engine
