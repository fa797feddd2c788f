#include "admin/secrets.h"

#include <gtest/gtest.h>

namespace sluss::admin {
namespace {

TEST(Passwords, are_known_by_their_hash_alone) {
  const auto hash = hash_password("en lång mening");
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_EQ(hash.find("mening"), std::string::npos);
  EXPECT_NE(hash, hash_password("en lång mening")) << "each has a salt of its own";
  EXPECT_TRUE(is_password("en lång mening", hash));
  EXPECT_FALSE(is_password("en lang mening", hash));
  EXPECT_FALSE(is_password("", hash));
  EXPECT_FALSE(is_password("", "")) << "an account without a password is opened by none";
  EXPECT_FALSE(is_password(std::string(2000, 'x'), hash));
}

TEST(Passwords, that_are_weak_are_told) {
  EXPECT_EQ(why_weak("en lång mening", "karin"), "");
  EXPECT_NE(why_weak("kort", "karin"), "");
  EXPECT_NE(why_weak("aaaaaaaaaaaaaaaa", "karin"), "");
  EXPECT_NE(why_weak("Karin är bäst 2026", "karin"), "");
  EXPECT_NE(why_weak(std::string(2000, 'x') + "abcde", "karin"), "");
}

TEST(RandomToken, fits_into_a_header_and_comes_once) {
  const auto token = random_token();
  EXPECT_EQ(token.size(), 43U);
  EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
            std::string::npos);
  EXPECT_NE(token, random_token());
}

}  // namespace
}  // namespace sluss::admin
