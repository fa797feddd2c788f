#include "http/pace.h"

#include <gtest/gtest.h>

namespace sluss::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Pace::Time start{std::chrono::hours(1)};

TEST(Pace, ABurstGoesAtOnceAndThenOneAnInterval) {
  Pace pace({1, 3});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(pace.take(start), milliseconds(0)) << i;
  EXPECT_EQ(pace.take(start), seconds(1));
  EXPECT_EQ(pace.take(start + seconds(1)), seconds(1));
  EXPECT_EQ(pace.take(start + milliseconds(2500)), milliseconds(500));
}

TEST(Pace, ARestGivesTheBurstBackAndNoMore) {
  Pace pace({2, 2});
  EXPECT_EQ(pace.take(start), milliseconds(0));
  const auto later = start + std::chrono::hours(5);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(pace.take(later), milliseconds(0)) << i;
  EXPECT_EQ(pace.take(later), milliseconds(500));
}

TEST(Pace, WithoutARateNothingWaits) {
  Pace pace({});
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(pace.take(start), milliseconds(0));
}

}  // namespace
}  // namespace sluss::http
