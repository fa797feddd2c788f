// All tokens here are made up.
#include "http/oauth.h"

#include <gtest/gtest.h>

#include "support/bent.h"

namespace sluss::http {
namespace {

using std::chrono::seconds;

Result<Grant> grant(const std::string& body) { return grant_in(body, "the service"); }

TEST(OauthAnswer, GivesATokenAndItsLife) {
  const auto given = grant(R"({"access_token":"xyz","expires_in":3600,"token_type":"bearer","scope":"a"})");
  ASSERT_TRUE(given);
  EXPECT_EQ(given->token.value.reveal(), "xyz");
  EXPECT_EQ(given->token.lives, seconds(3600));
  EXPECT_TRUE(given->refresh.empty());
}

TEST(OauthAnswer, LivesForADayAtMostAndAsLongAsItIsTakenWhenNobodySays) {
  const auto lives = [](const std::string& value) {
    return grant(R"({"access_token":"a")" + value + "}").value().token.lives;
  };
  EXPECT_EQ(lives(""), std::nullopt);
  EXPECT_EQ(lives(R"(,"expires_in":null)"), std::nullopt);
  EXPECT_EQ(lives(R"(,"expires_in":"3599")"), seconds(3599)) << "some put it in quotes";
  EXPECT_EQ(lives(R"(,"expires_in":9223372036854775807)"), seconds(86400));
}

TEST(OauthAnswer, GivesTheRefreshToken) {
  EXPECT_EQ(grant(R"({"access_token":"a","refresh_token":"r-1"})")->refresh.reveal(), "r-1");
  EXPECT_TRUE(grant(R"({"access_token":"a","refresh_token":null})")->refresh.empty());
  EXPECT_TRUE(grant(R"({"access_token":"a","refresh_token":")" + std::string(8192, 'x') + "\"}"));
}

TEST(OauthAnswer, WhatIsNoneIsUnavailableAndNotQuoted) {
  for (const std::string none :
       {"", "<html>body-word</html>", "[]", "7", R"({"error":"body-word"})", R"({"access_token":""})",
        R"({"access_token":1,"word":"body-word"})", R"({"access_token":"a b"})",
        R"({"access_token":"a\r\nX: body-word"})", R"({"access_token":"å"})", R"({"access_token":"a","expires_in":-1})",
        R"({"access_token":"a","expires_in":0})", R"({"access_token":"a","expires_in":"soon"})",
        R"({"access_token":"a","expires_in":3.5})", R"({"access_token":"a","expires_in":[1]})",
        R"({"access_token":"a","refresh_token":7})", R"({"access_token":"a","refresh_token":"b\nc"})",
        R"({"access_token":"a","access_token":"b"})"}) {
    const auto given = grant(none);
    ASSERT_FALSE(given) << none;
    EXPECT_EQ(given.error().fault, Fault::unavailable) << none;
    EXPECT_EQ(given.error().what, "the service answers a request for an access token with something else");
  }
  EXPECT_FALSE(grant(R"({"access_token":")" + std::string(20'000, 'x') + "\"}"));
  EXPECT_FALSE(grant(R"({"access_token":"a","refresh_token":")" + std::string(8193, 'x') + "\"}"));
}

TEST(OauthAnswer, AnotherTypeIsAPersonsMatter) {
  const auto given = grant(R"({"access_token":"a","token_type":"body-word"})");
  EXPECT_EQ(given.error().fault, Fault::denied);
  EXPECT_EQ(given.error().what.find("body-word"), std::string::npos);
  EXPECT_TRUE(grant(R"({"access_token":"a","token_type":"BEARER"})"));
}

/// Whatever comes: no token that could end a header, and no text with anything of the answer.
TEST(OauthAnswer, DamageGivesNoTokenThatNoHeaderCanBear) {
  std::mt19937 random(6749);
  const std::string whole =
      R"({"access_token":"body-word","token_type":"Bearer","expires_in":3600,"refresh_token":"r"})";
  int given = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto made = grant(test::bent(whole, random, "\"{}[]:,\\\r\n\0ae0 -\xC3\xA5", 3, 20));
    if (!made) {
      EXPECT_EQ(made.error().what.find("body-word"), std::string::npos);
      continue;
    }
    ++given;
    for (const char c : made->token.value.reveal() + made->refresh.reveal()) EXPECT_TRUE(c > 0x20 && c < 0x7F);
  }
  EXPECT_GT(given, 100) << "nothing got through: the test shows nothing";
}

TEST(OauthError, IsOneOfTheWordsThatThereAre) {
  EXPECT_EQ(error_in(R"({"error":"invalid_grant","error_description":"body-word"})"), "invalid_grant");
  for (const auto* none : {"", "[]", R"({"error":"body-word"})", R"({"error":{"code":7}})", R"({"error":""})"})
    EXPECT_EQ(error_in(none), "") << none;
}

}  // namespace
}  // namespace sluss::http
