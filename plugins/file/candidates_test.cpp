#include "candidates.h"

#include <gtest/gtest.h>

namespace sluss::file {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::int64_t second = 1'000'000'000;

struct QuietWatchTest : testing::Test {
  Stamp stamp{1, 2, 100, 1000 * second, 1000 * second};
  QuietWatch::Moment start{};
};

TEST_F(QuietWatchTest, AnOldFileIsReadyAtTheSecondLook) {
  QuietWatch watch(seconds(5), stamp, start);
  watch.look(stamp, start + milliseconds(50), 2000 * second);
  EXPECT_GT(watch.remaining().count(), 0);
  watch.look(stamp, start + milliseconds(200), 2000 * second);
  EXPECT_LE(watch.remaining().count(), 0);
}

TEST_F(QuietWatchTest, AYoungFileIsWaitedFor) {
  QuietWatch watch(seconds(5), stamp, start);
  watch.look(stamp, start + milliseconds(300), 1002 * second);
  EXPECT_EQ(watch.remaining(), seconds(3));
}

TEST_F(QuietWatchTest, AChangeBeginsTheWatchAnew) {
  QuietWatch watch(seconds(5), stamp, start);
  auto grown = stamp;
  grown.size = 200;
  watch.look(grown, start + seconds(4), 2000 * second);
  EXPECT_EQ(watch.remaining(), milliseconds(200));
}

TEST_F(QuietWatchTest, OurOwnWatchingSufficesWhenTheFilesClockRunsAhead) {
  QuietWatch watch(seconds(5), stamp, start);
  watch.look(stamp, start + seconds(5), 900 * second);
  EXPECT_LE(watch.remaining().count(), 0);
}

TEST_F(QuietWatchTest, WithoutQuietTimeNothingIsWaitedFor) {
  QuietWatch watch(seconds(0), stamp, start);
  watch.look(stamp, start, 1000 * second);
  EXPECT_LE(watch.remaining().count(), 0);
}

}  // namespace
}  // namespace sluss::file
