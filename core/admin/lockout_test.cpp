#include "admin/lockout.h"

#include <gtest/gtest.h>

namespace sluss::admin {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const Lockout::Time start{};

TEST(Lockout, waits_after_five_wrong_tries_and_twice_as_long_after_each_more) {
  Lockout lockout;
  for (int i = 0; i < 4; ++i) lockout.failed("karin", start);
  EXPECT_EQ(lockout.wait("karin", start).count(), 0);
  lockout.failed("karin", start);
  EXPECT_EQ(lockout.wait("karin", start), seconds(60));
  EXPECT_EQ(lockout.wait("karin", start + seconds(59)), seconds(1));
  EXPECT_EQ(lockout.wait("karin", start + seconds(60)).count(), 0);
  EXPECT_EQ(lockout.wait("ola", start).count(), 0) << "somebody else is not waited for";
  lockout.failed("karin", start);
  EXPECT_EQ(lockout.wait("karin", start), seconds(120));
  for (int i = 0; i < 100; ++i) lockout.failed("karin", start);
  EXPECT_EQ(lockout.wait("karin", start), hours(1)) << "and no longer";
}

TEST(Lockout, forgets_what_succeeded_and_what_is_long_ago) {
  Lockout lockout;
  for (int i = 0; i < 5; ++i) lockout.failed("karin", start);
  lockout.succeeded("karin");
  EXPECT_EQ(lockout.wait("karin", start).count(), 0);
  for (int i = 0; i < 4; ++i) lockout.failed("ola", start);
  lockout.failed("ola", start + hours(25));
  EXPECT_EQ(lockout.wait("ola", start + hours(25)).count(), 0);
}

TEST(Lockout, does_not_grow_without_end) {
  Lockout lockout;
  for (int i = 0; i < 10'100; ++i) lockout.failed(std::to_string(i), start + seconds(i));
  for (int i = 0; i < 5; ++i) lockout.failed("karin", start + seconds(20'000));
  EXPECT_GT(lockout.wait("karin", start + seconds(20'000)).count(), 0) << "the newest are remembered";
}

}  // namespace
}  // namespace sluss::admin
