#include "engine/hang_watch.h"

#include <future>
#include <gtest/gtest.h>
#include <thread>

namespace sluss::engine {
namespace {

TEST(HangWatch, tells_of_work_that_does_not_end) {
  std::promise<void> told;
  HangWatch watch(std::chrono::milliseconds(20), [&] { told.set_value(); });
  const HangWatch::Work work(watch);
  EXPECT_EQ(told.get_future().wait_for(std::chrono::minutes(1)), std::future_status::ready);
}

TEST(HangWatch, is_silent_while_each_piece_ends_and_between_them) {
  constexpr std::chrono::milliseconds longest(20);
  bool told = false, one_took_long = false;
  {
    HangWatch watch(longest, [&] { told = true; });
    for (int i = 0; i < 50; ++i) {  // together they take longer than one may
      const auto begun = HangWatch::Clock::now();
      {
        const HangWatch::Work work(watch);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
      one_took_long = one_took_long || HangWatch::Clock::now() - begun > longest;
    }
    std::this_thread::sleep_for(10 * longest);
  }
  if (told && one_took_long) GTEST_SKIP() << "the machine was too busy: one piece did take too long";
  EXPECT_FALSE(told);
}

}  // namespace
}  // namespace sluss::engine
