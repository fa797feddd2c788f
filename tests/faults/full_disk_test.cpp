// No room, or no right to write, from some call on: what was not taken in stays in the inbox.
#include <gtest/gtest.h>
#include <iostream>

#include "small_night.h"

namespace sluss::faults {
namespace {

constexpr std::size_t points = 50;
constexpr int unreachable = 3;
constexpr int store_unusable = 4;

/// The number of the first call that moves the export away: before it nothing of it need be in the store.
long archiving(const std::vector<std::string>& calls) {
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (calls[i] == "rename inbox/placeringar.csv") return static_cast<long>(i + 1);
  }
  ADD_FAILURE() << "the export is not archived";
  return 1;
}

void expect_store_unusable(const test::Finished& finished) {
  EXPECT_TRUE(finished.exit == store_unusable || finished.exit == unreachable)
      << finished.exit << ": " << finished.out << finished.err;
}

TEST(FullDisk, at_fifty_points_before_the_export_is_taken_leaves_it_where_it_is) {
  const auto last = archiving(SmallNight().calls("enospc_for_ever"));
  const auto some = sample(last, points);
  std::cout << some.size() << " of " << last << " points, seed " << seed() << "\n";
  at_once(some, [](long point) {
    SCOPED_TRACE("no room from call " + std::to_string(point) + " on");
    const SmallNight night;
    const auto finished = night.sync({"enospc_for_ever", point});
    expect_store_unusable(finished);
    expect_honest(night, finished);
    EXPECT_TRUE(night.export_waits());
    EXPECT_TRUE(night.world().outbox().empty());
    expect_mended(night);
  });
}

/// Nothing may be written: neither the store nor the folders. Root is stopped by no permission, but by this.
TEST(ReadOnly, everything_is_refused_and_left_as_it_was) {
  const SmallNight night;
  const auto finished = night.sync({"erofs_for_ever", 1});
  expect_store_unusable(finished);
  expect_honest(night, finished);
  EXPECT_TRUE(night.export_waits());
  expect_mended(night);
}

TEST(ReadOnly, a_store_with_something_in_it_is_refused_and_left_as_it_was) {
  const SmallNight night;
  static_cast<void>(night.sync());
  night.world().put("placeringar-2.csv", {{.id = "P900", .programme = "PRG900"}});
  const auto finished = night.sync({"erofs_for_ever", 1});
  EXPECT_EQ(finished.exit, store_unusable) << finished.out << finished.err;
  EXPECT_NE(finished.err.find("may Sluss"), std::string::npos) << finished.err;
  EXPECT_TRUE(night.world().folder("inbox").contains("placeringar-2.csv"));
  EXPECT_EQ(night.world().outbox(), undisturbed().outbox);
}

}  // namespace
}  // namespace sluss::faults
