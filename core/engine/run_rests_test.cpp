#include "engine/run_rests.h"

#include <gtest/gtest.h>

namespace sluss::engine {
namespace {

using std::chrono::seconds;

class RunRestsTest : public ::testing::Test {
 protected:
  /// Breaks off now, and gives the seconds until it may be tried again, at most an hour. The clock is there then.
  int rest() {
    rests_.broke_off("nightly", now_);
    int waited = 0;
    for (; waited < 3600 && rests_.rests("nightly", now_); ++waited) now_ += seconds(1);
    return waited;
  }

  bool has_room_ = true;
  RunRests rests_{[this] { return has_room_; }};
  RunRests::Clock::time_point now_{};
};

TEST_F(RunRestsTest, are_short_at_first_and_grow_up_to_ten_minutes) {
  for (const int expected : {10, 10, 10, 20, 40, 80, 160, 320, 600, 600, 600}) EXPECT_EQ(rest(), expected);
}

TEST_F(RunRestsTest, begin_anew_after_a_run_that_took_place) {
  for (int times = 0; times < 6; ++times) static_cast<void>(rest());
  rests_.took_place("nightly");
  EXPECT_FALSE(rests_.rests("nightly", now_));
  EXPECT_EQ(rest(), 10);
}

TEST_F(RunRestsTest, are_each_pipelines_own) {
  rests_.broke_off("nightly", now_);
  EXPECT_TRUE(rests_.rests("nightly", now_));
  EXPECT_FALSE(rests_.rests("other", now_));
}

TEST_F(RunRestsTest, on_a_full_disk_last_until_there_is_room_and_do_not_grow) {
  has_room_ = false;
  for (int times = 0; times < 6; ++times) {
    rests_.broke_off("nightly", now_);
    now_ += std::chrono::hours(2);
    EXPECT_TRUE(rests_.rests("nightly", now_)) << "a try would only fail again";
    has_room_ = true;
    EXPECT_FALSE(rests_.rests("nightly", now_));
    has_room_ = false;
  }
  has_room_ = true;
  EXPECT_EQ(rest(), 10);
}

TEST_F(RunRestsTest, on_a_full_disk_are_as_short_as_the_first_when_room_comes_at_once) {
  for (int times = 0; times < 6; ++times) static_cast<void>(rest());
  has_room_ = false;
  rests_.broke_off("nightly", now_);
  has_room_ = true;
  EXPECT_TRUE(rests_.rests("nightly", now_ + seconds(9)));
  EXPECT_FALSE(rests_.rests("nightly", now_ + seconds(10)));
}

}  // namespace
}  // namespace sluss::engine
