// What must hold of an identity token, one thing after the other. Nobody here exists.
#include "admin/identity_token.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "base/json.h"

namespace sluss::admin {
namespace {

const Instant now{std::chrono::seconds(1'800'000'000)};
const TokenFor wanted{"https://login.example", "sluss", "nonce-1", now};

Value good() {
  auto payload = Value::object();
  payload["iss"] = "https://login.example";
  payload["aud"] = "sluss";
  payload["nonce"] = "nonce-1";
  payload["exp"] = 1'800'000'300;
  payload["preferred_username"] = "karin";
  return payload;
}

std::string token_of(const std::string& json) {
  constexpr auto variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(json.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(json.data()), json.size(),
                    variant);
  text.resize(text.find('\0'));
  return "eyJhbGciOiJSUzI1NiJ9." + text + ".c2lnbmF0dXJl";
}

/// The name, or why there is none.
std::string read(const Value& payload, const std::string& claim = "preferred_username") {
  const auto name = claim_in(token_of(to_json(payload)), wanted, claim);
  return name ? *name : name.error().what;
}

TEST(IdentityToken, says_who_it_is) {
  EXPECT_EQ(read(good()), "karin");
  auto several = good();
  several["aud"] = Value::List{"other", "sluss"};
  several["azp"] = "sluss";
  EXPECT_EQ(read(several), "karin");
  auto mail = good();
  mail["email"] = " karin@region.example ";
  EXPECT_EQ(read(mail, "email"), "karin@region.example");
}

TEST(IdentityToken, is_refused_when_one_thing_does_not_hold) {
  const auto with = [](const std::string& member, const Value& value) {
    auto payload = good();
    payload[member] = value;
    return read(payload);
  };
  EXPECT_NE(with("iss", "https://login.example/").find("another issuer"), std::string::npos);
  EXPECT_NE(with("iss", Value()).find("another issuer"), std::string::npos);
  EXPECT_NE(with("aud", "another").find("another client"), std::string::npos);
  EXPECT_NE(with("aud", Value::List{"another"}).find("another client"), std::string::npos);
  EXPECT_NE(with("aud", Value::List{"another", "sluss"}).find("another client"), std::string::npos) << "no azp";
  EXPECT_NE(with("nonce", "nonce-2").find("another question"), std::string::npos);
  EXPECT_NE(with("nonce", Value()).find("another question"), std::string::npos);
  EXPECT_NE(with("exp", 1'799'999'940).find("expired"), std::string::npos);
  EXPECT_NE(with("exp", "1800000300").find("expired"), std::string::npos) << "a text is no number";
  EXPECT_NE(with("preferred_username", "").find("no claim"), std::string::npos);
  EXPECT_NE(with("preferred_username", 7).find("no claim"), std::string::npos);
  EXPECT_NE(with("preferred_username", std::string(201, 'a')).find("no claim"), std::string::npos);
}

TEST(IdentityToken, that_is_none_is_refused_and_not_repeated) {
  for (const std::string token : {"", "canary", "a.b", "a.b.c.d", "a.!canary!.c", "a.Y2FuYXJ5.c", ".."}) {
    const auto read = claim_in(token, wanted, "sub");
    ASSERT_FALSE(read) << token;
    EXPECT_EQ(read.error().fault, Fault::denied);
    EXPECT_EQ(read.error().what.find("canary"), std::string::npos) << read.error().what;
  }
}

// RFC 7636, appendix B.
TEST(Challenge, is_that_of_the_standard) {
  EXPECT_EQ(challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

}  // namespace
}  // namespace sluss::admin
