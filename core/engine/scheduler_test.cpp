#include "engine/scheduler.h"

#include "store/store_fixture.h"

namespace sluss::engine {
namespace {

class SchedulerTest : public store::StoreTest {
 protected:
  void pipeline(const std::string& name, const std::string& cron, config::Missed missed = config::Missed::run_once) {
    config::Pipeline made;
    made.name = name;
    if (!cron.empty()) made.schedule = config::Schedule{must(config::Cron::parse(cron, "Europe/Stockholm")), missed};
    configuration_.pipelines.emplace(name, made);
  }
  void ran(const std::string& name, const std::string& when) {
    const auto transaction = writing();
    store::Run run;
    run.pipeline = name;
    run.state = "running";
    run.started = *parse_instant(when);
    must(transaction->runs().begin(run));
    must(transaction->commit());
  }
  Scheduler scheduler(const std::string& now) {
    return must(Scheduler::make(configuration_, *store_, *parse_instant(now)));
  }
  static std::string next_of(const Scheduler& scheduler, const std::string& name) {
    const auto next = scheduler.next_of(name);
    return next ? to_iso(*next) : "never";
  }

  config::Configuration configuration_;
};

TEST_F(SchedulerTest, a_pipeline_that_never_ran_waits_for_its_hour) {
  pipeline("nightly", "0 2 * * *");
  EXPECT_EQ(next_of(scheduler("2026-11-23T12:00:00Z"), "nightly"), "2026-11-24T01:00:00Z");
}

TEST_F(SchedulerTest, a_run_that_was_missed_is_due_at_once) {
  pipeline("nightly", "0 2 * * *");
  ran("nightly", "2026-11-20T01:00:00Z");
  const auto made = scheduler("2026-11-23T12:00:00Z");
  EXPECT_EQ(next_of(made, "nightly"), "2026-11-21T01:00:00Z");
  ASSERT_TRUE(made.next());
  EXPECT_EQ(made.next()->pipeline, "nightly");
}

TEST_F(SchedulerTest, missed_runs_are_made_up_for_once) {
  pipeline("nightly", "0 2 * * *");
  ran("nightly", "2026-11-20T01:00:00Z");
  auto made = scheduler("2026-11-23T12:00:00Z");
  made.done("nightly", *parse_instant("2026-11-23T12:00:05Z"));
  EXPECT_EQ(next_of(made, "nightly"), "2026-11-24T01:00:00Z");
}

TEST_F(SchedulerTest, what_may_be_skipped_is_skipped) {
  pipeline("nightly", "0 2 * * *", config::Missed::skip);
  ran("nightly", "2026-11-20T01:00:00Z");
  EXPECT_EQ(next_of(scheduler("2026-11-23T12:00:00Z"), "nightly"), "2026-11-24T01:00:00Z");
}

TEST_F(SchedulerTest, the_earliest_of_all_comes_next) {
  pipeline("nightly", "0 2 * * *");
  pipeline("evening", "0 19 * * *");
  pipeline("by-hand", "");
  auto made = scheduler("2026-11-23T12:00:00Z");
  ASSERT_TRUE(made.next());
  EXPECT_EQ(made.next()->pipeline, "evening");
  EXPECT_EQ(next_of(made, "by-hand"), "never");
  made.done("evening", made.next()->at);
  EXPECT_EQ(made.next()->pipeline, "nightly");
}

TEST_F(SchedulerTest, without_a_schedule_nothing_is_due) {
  pipeline("by-hand", "");
  EXPECT_FALSE(scheduler("2026-11-23T12:00:00Z").next());
}

TEST_F(SchedulerTest, a_run_in_the_future_by_a_wrong_clock_stops_nothing) {
  pipeline("nightly", "0 2 * * *");
  ran("nightly", "2099-01-01T01:00:00Z");
  EXPECT_EQ(next_of(scheduler("2026-11-23T12:00:00Z"), "nightly"), "2026-11-24T01:00:00Z");
}

}  // namespace
}  // namespace sluss::engine
