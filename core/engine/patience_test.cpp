#include "engine/patience.h"

#include <cmath>
#include <gtest/gtest.h>
#include <set>

namespace sluss::engine {
namespace {

using std::chrono::seconds;

const config::Patience patience{seconds(30), seconds(3600), 10};

TEST(Patience, doubles_up_to_the_longest) {
  for (int failures = 1; failures < 100; ++failures) {
    const auto whole = std::min(30.0 * std::pow(2.0, failures - 1), 3600.0);
    const auto wait = static_cast<double>(wait_after(patience, failures, "peppol.invoices", std::nullopt).count());
    EXPECT_LE(wait, whole) << failures;
    EXPECT_GE(wait, whole / 2 - 1) << failures;
  }
}

TEST(Patience, lets_many_come_back_at_different_moments) {
  std::set<seconds> waits;
  for (int i = 0; i < 100; ++i) waits.insert(wait_after(patience, 8, "delivery " + std::to_string(i), std::nullopt));
  EXPECT_GT(waits.size(), 50U);
  EXPECT_EQ(wait_after(patience, 8, "delivery 1", std::nullopt), wait_after(patience, 8, "delivery 1", std::nullopt));
}

TEST(Patience, keeps_to_what_the_target_asked_for_up_to_a_day) {
  EXPECT_EQ(wait_after(patience, 1, "x", seconds(120)), seconds(120));
  EXPECT_GE(wait_after(patience, 1, "x", seconds(1)), seconds(15));
  EXPECT_EQ(wait_after(patience, 1, "x", seconds(10'000'000)), seconds(86'400));
}

}  // namespace
}  // namespace sluss::engine
