// Plans are made one at a time, kept for a while, and ended with the daemon.
#include "admin/plans.h"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>

namespace sluss::admin {
namespace {

Plan ended(const Plans& plans, std::int64_t id) {
  for (int i = 0; i < 5000; ++i) {
    if (const auto plan = plans.find(id); plan && plan->state != "running") return *plan;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return {};
}

/// It may stand there as ended a moment before the next one may begin.
std::int64_t begun(Plans& plans, const Plans::Make& make) {
  for (int i = 0; i < 5000; ++i) {
    if (const auto id = plans.begin("nightly", make)) return *id;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return 0;
}

Result<Value> until_stopped(const std::stop_token& stop) {
  while (!stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  return fail(Fault::cancelled, "it was stopped");
}

TEST(Plans, are_kept_with_what_came_of_them_until_newer_ones_come) {
  std::atomic<int> heard = 0;
  Plans plans(100, [&] { ++heard; });
  const auto first = begun(plans, [](const std::stop_token&) { return Result<Value>(Value("made")); });
  EXPECT_EQ(first, 101);
  EXPECT_EQ(ended(plans, first).state, "done");
  EXPECT_EQ(ended(plans, first).made, Value("made"));
  const auto second =
      begun(plans, [](const std::stop_token&) -> Result<Value> { return fail(Fault::config, "there is a fault"); });
  EXPECT_EQ(ended(plans, second).state, "failed");
  EXPECT_EQ(ended(plans, second).error, "there is a fault");
  for (std::size_t i = 0; i < Plans::kept; ++i)
    static_cast<void>(ended(plans, begun(plans, [](const std::stop_token&) { return Result<Value>(Value()); })));
  EXPECT_FALSE(plans.find(first));
  EXPECT_FALSE(plans.find(second));
  plans.close();
  EXPECT_EQ(heard, 2 + static_cast<int>(Plans::kept));
}

TEST(Plans, are_made_one_at_a_time_and_end_when_it_closes) {
  Plans plans(0, [] {});
  const auto id = plans.begin("nightly", until_stopped);
  ASSERT_TRUE(id);
  EXPECT_FALSE(plans.begin("nightly", until_stopped)) << "one is being made";
  EXPECT_EQ(plans.find(*id)->state, "running");
  plans.close();
  EXPECT_EQ(plans.find(*id)->state, "failed");
  EXPECT_FALSE(plans.begin("nightly", until_stopped));
}

TEST(Aside, calls_what_waits_even_when_it_closes) {
  std::atomic<int> stopped = 0;
  Aside aside(3);
  for (int i = 0; i < 3; ++i)
    EXPECT_TRUE(aside.begin([&](const std::stop_token& stop) {
      static_cast<void>(until_stopped(stop));
      ++stopped;
    }));
  EXPECT_FALSE(aside.begin([](const std::stop_token&) { ADD_FAILURE(); })) << "too much";
  aside.close();
  EXPECT_EQ(stopped, 3);
}

}  // namespace
}  // namespace sluss::admin
