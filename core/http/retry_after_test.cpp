#include "http/retry_after.h"

#include <gtest/gtest.h>

namespace sluss::http {
namespace {

using std::chrono::seconds;

const Instant now = make_day(2026, 11, 24);

TEST(ReadRetryAfter, TakesSecondsAndDatesAndNothingElse) {
  EXPECT_EQ(read_retry_after("0", now), seconds(0));
  EXPECT_EQ(read_retry_after("120", now), seconds(120));
  EXPECT_EQ(read_retry_after("99999999999999999999", now), seconds(86400));
  EXPECT_EQ(read_retry_after("Tue, 24 Nov 2026 00:02:00 GMT", now), seconds(120));
  EXPECT_EQ(read_retry_after("Tue, 24 Nov 2020 00:02:00 GMT", now), seconds(0));
  EXPECT_EQ(read_retry_after("Tue, 24 Nov 2036 00:02:00 GMT", now), seconds(86400));
  for (const auto* bad : {"", "-1", "soon", "1.5"}) EXPECT_EQ(read_retry_after(bad, now), std::nullopt) << bad;
}

}  // namespace
}  // namespace sluss::http
