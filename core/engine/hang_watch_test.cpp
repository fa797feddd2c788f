#include "engine/hang_watch.h"

#include <future>
#include <gtest/gtest.h>

namespace sluss::engine {
namespace {

TEST(HangWatch, tells_of_work_that_does_not_end) {
  std::promise<void> told;
  HangWatch watch(std::chrono::milliseconds(20), [&] { told.set_value(); });
  const HangWatch::Work work(watch);
  told.get_future().wait();
}

TEST(HangWatch, is_silent_while_each_piece_ends_and_between_them) {
  bool told = false;
  {
    HangWatch watch(std::chrono::hours(1), [&] { told = true; });
    for (int i = 0; i < 1000; ++i) const HangWatch::Work work(watch);
  }
  EXPECT_FALSE(told);
}

}  // namespace
}  // namespace sluss::engine
