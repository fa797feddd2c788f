#include "base/sha256.h"

#include <fstream>
#include <gtest/gtest.h>

namespace sluss {
namespace {

// The vectors of FIPS 180-2.
TEST(Sha256, is_the_one_that_everybody_has) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// Test cases 2 and 6 of RFC 4231.
TEST(HmacSha256, is_the_one_that_everybody_has) {
  EXPECT_EQ(hmac_sha256("what do ya want for nothing?", "Jefe"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hmac_sha256("Test Using Larger Than Block-Size Key - Hash Key First", std::string(131, '\xAA')),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Sha256, of_a_file_is_that_of_its_bytes) {
  const auto file = std::filesystem::path(::testing::TempDir()) / "sluss sha256";
  const std::string bytes(200'000, 'x');
  std::ofstream(file, std::ios::binary) << bytes;
  const auto hash = sha256_of(file);
  ASSERT_TRUE(hash) << hash.error().what;
  EXPECT_EQ(*hash, sha256(bytes));
  std::filesystem::remove(file);
  EXPECT_FALSE(sha256_of(file));
}

}  // namespace
}  // namespace sluss
