#include "base/digest.h"

#include <gtest/gtest.h>

namespace sluss {
namespace {

TEST(Digest, is_the_same_for_the_same_bytes_alone) {
  EXPECT_EQ(digest("a"), digest("a"));
  EXPECT_NE(digest("a"), digest("b"));
  EXPECT_NE(digest(""), digest(std::string_view("\0", 1)));
}

TEST(Digester, takes_the_bytes_in_pieces) {
  Digester digester;
  digester.add("ab");
  digester.add("");
  digester.add("c");
  EXPECT_EQ(digester.finish(), digest("abc"));
}

TEST(KeyedDigest, depends_on_bytes_and_key) {
  const std::string key(32, 'k');
  EXPECT_EQ(keyed_digest("a", key), keyed_digest("a", key));
  EXPECT_NE(keyed_digest("a", key), keyed_digest("b", key));
  EXPECT_NE(keyed_digest("a", key), keyed_digest("a", key + "k"));
  EXPECT_NE(keyed_digest("a", key), digest("a"));
  EXPECT_NE(keyed_digest("a", std::string(200, 'k')), keyed_digest("a", std::string(201, 'k')));
}

TEST(ToHex, gives_two_digits_a_byte) {
  Digest bytes{};
  bytes[0] = 0x0F;
  bytes[15] = 0xA0;
  EXPECT_EQ(to_hex(bytes), "0f0000000000000000000000000000a0");
}

}  // namespace
}  // namespace sluss
