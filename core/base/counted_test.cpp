#include "base/counted.h"

#include <gtest/gtest.h>

namespace sluss {
namespace {

TEST(Counted, says_one_of_one_alone) {
  EXPECT_EQ(counted(0, "row"), "0 rows");
  EXPECT_EQ(counted(1, "row"), "1 row");
  EXPECT_EQ(counted(2, "row"), "2 rows");
  EXPECT_EQ(counted(1, "way in", "ways in"), "1 way in");
  EXPECT_EQ(counted(3, "way in", "ways in"), "3 ways in");
}

}  // namespace
}  // namespace sluss
