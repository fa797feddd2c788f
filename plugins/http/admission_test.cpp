#include "admission.h"

#include <gtest/gtest.h>

namespace sluss::http {
namespace {

const Door door{"/placements", Secret("a-token"), 100};
const Head good{"POST", "/placements", {"Bearer a-token"}, {"event-1"}, {}, 100};

unsigned status(const Head& head) {
  const auto refused = refuse(head, door);
  return refused ? refused->status : 0;
}

TEST(Refuse, LetsInWhatIsInOrder) {
  EXPECT_EQ(status(good), 0U);
  auto head = good;
  head.target = "/placements?trace=1";
  head.authorization = {"bearer  a-token "};
  head.key = {std::string(200, '~')};
  head.encoding = {"Identity"};
  head.length = std::nullopt;
  EXPECT_EQ(status(head), 0U);
}

TEST(Refuse, AsksForTheTokenFirst) {
  EXPECT_EQ(status({"DELETE", "/", {}, {}, {"gzip"}, 1000}), 401U);
  EXPECT_EQ(status({"DELETE", "/", {"Bearer a-token"}, {}, {"gzip"}, 1000}), 404U);
  EXPECT_EQ(status({"DELETE", "/placements", {"Bearer a-token"}, {}, {"gzip"}, 1000}), 405U);
  EXPECT_EQ(status({"POST", "/placements", {"Bearer a-token"}, {}, {"gzip"}, 1000}), 400U);
  EXPECT_EQ(status({"POST", "/placements", {"Bearer a-token"}, {"k"}, {"gzip"}, 1000}), 415U);
  EXPECT_EQ(status({"POST", "/placements", {"Bearer a-token"}, {"k"}, {}, 101}), 413U);
}

TEST(Refuse, AKeyIsOneTextOfVisibleAscii) {
  for (const auto& key : {"", "a b", "a\tb", "a\x7F", "\xC3\xA5"}) {
    auto head = good;
    head.key = {key};
    EXPECT_EQ(status(head), 400U) << key;
  }
}

TEST(IsToken, AnEmptyTokenLetsNobodyIn) {
  EXPECT_TRUE(is_token("a", Secret("a")));
  EXPECT_FALSE(is_token("a", Secret("b")));
  EXPECT_FALSE(is_token("", Secret("")));
}

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
}  // namespace sluss::http
