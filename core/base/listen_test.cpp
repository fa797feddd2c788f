#include "base/listen.h"

#include <gtest/gtest.h>

namespace sluss {
namespace {

TEST(ReadListen, TellsWhoCanReachIt) {
  EXPECT_TRUE(read_listen("127.8.0.1:1")->loopback);
  EXPECT_FALSE(read_listen("0.0.0.0:1")->loopback);
  EXPECT_TRUE(read_listen("[::1]:65535")->loopback);
  EXPECT_FALSE(read_listen("[::]:1")->loopback);
  EXPECT_EQ(read_listen("[::1]:8480")->address, "::1");
  EXPECT_EQ(read_listen("127.0.0.1:8480")->port, 8480);
  for (const auto* bad : {"", ":", "1", "127.0.0.1", "127.0.0.1:", "127.0.0.1:-1", "127.0.0.1:99999", "[::1:1", "[]:1"})
    EXPECT_FALSE(read_listen(bad)) << bad;
}

}  // namespace
}  // namespace sluss
