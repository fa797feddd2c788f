// Signing on by a strict identity provider, at each place where it may go wrong. Nobody here exists.
#include "admin/sign_on.h"

#include <gtest/gtest.h>

#include "admin/identity_token.h"
#include "support/identity_server.h"

namespace sluss::admin {
namespace {

using std::chrono::minutes;

class SignOnTest : public ::testing::Test {
 protected:
  SignOnTest() {
    settings_ = {provider_.issuer(),
                 "sluss-test",
                 Secret(test::IdentityServer::client_secret),
                 address,
                 "preferred_username",
                 "",
                 provider_.ca()};
  }
  /// Goes there, logs in as karin, and comes back: the name, or why there is none.
  std::string sign_on(SignOn& sign_on) {
    const auto begun = sign_on.begin(now_);
    if (!begun) return begun.error().what;
    const auto query = provider_.log_in(begun->location, "karin");
    EXPECT_EQ(provider_.fault, "");
    return come_back(sign_on, begun->ticket, query);
  }
  std::string come_back(SignOn& sign_on, const std::string& ticket, const std::string& query) {
    const auto name = sign_on.finish(ticket, part(query, "state="), part(query, "code="), now_, at_);
    return name ? *name : std::string(name_of(name.error().fault)) + ": " + name.error().what;
  }
  static std::string part(const std::string& query, const std::string& name) {
    const auto begin = query.find(name) + name.size();
    return query.substr(begin, query.find('&', begin) - begin);
  }

  static constexpr auto address = "https://sluss.region.example";
  test::IdentityServer provider_{std::string(address) + "/api/v1/session/sign-on/back", challenge_of};
  config::SignOnSettings settings_;
  SignOn::Time now_{};
  Instant at_{std::chrono::seconds(1'800'000'000)};
};

TEST_F(SignOnTest, says_who_came_back) {
  SignOn by(settings_);
  EXPECT_EQ(sign_on(by), "karin");
  EXPECT_EQ(sign_on(by), "karin") << "once more, by what was discovered";
  EXPECT_EQ(by.called(), "127.0.0.1");
}

TEST_F(SignOnTest, takes_a_browser_back_once_and_with_its_own_state) {
  SignOn by(settings_);
  const auto one = by.begin(now_), other = by.begin(now_);
  ASSERT_TRUE(one && other);
  const auto query = provider_.log_in(one->location, "karin");
  EXPECT_NE(come_back(by, "guessed", query).find("begin again"), std::string::npos);
  EXPECT_NE(come_back(by, other->ticket, query).find("begin again"), std::string::npos) << "another one's state";
  EXPECT_EQ(come_back(by, one->ticket, query), "karin");
  EXPECT_NE(come_back(by, one->ticket, query).find("begin again"), std::string::npos) << "the second time";
}

TEST_F(SignOnTest, forgets_who_is_away_too_long_and_does_not_grow_without_end) {
  SignOn by(settings_);
  const auto begun = by.begin(now_);
  ASSERT_TRUE(begun);
  const auto query = provider_.log_in(begun->location, "karin");
  now_ += minutes(11);
  EXPECT_NE(come_back(by, begun->ticket, query).find("begin again"), std::string::npos);
  const auto first = by.begin(now_);
  for (std::size_t i = 0; i < SignOn::most_away; ++i) {
    now_ += std::chrono::milliseconds(1);
    ASSERT_TRUE(by.begin(now_));
  }
  EXPECT_NE(come_back(by, first->ticket, provider_.log_in(first->location, "karin")).find("begin again"),
            std::string::npos);
}

TEST_F(SignOnTest, what_does_not_hold_lets_nobody_in) {
  SignOn by(settings_);
  const std::vector<std::pair<std::string, Value>> bent = {{"iss", "https://elsewhere.example"},
                                                           {"aud", "another"},
                                                           {"nonce", "another"},
                                                           {"exp", 1'799'990'000},
                                                           {"preferred_username", Value()}};
  for (const auto& [claim, value] : bent) {
    provider_.bend(claim, value);
    EXPECT_EQ(sign_on(by).find("denied: "), 0U) << claim;
    provider_.straighten();
  }
  EXPECT_EQ(sign_on(by), "karin");
}

TEST_F(SignOnTest, a_provider_that_is_another_one_or_cannot_be_trusted_is_not_used) {
  auto other = settings_;
  other.issuer += "/realms/other";
  EXPECT_NE(sign_on(*std::make_unique<SignOn>(other)).find("does not answer"), std::string::npos) << "404";
  auto untrusted = settings_;
  untrusted.ca.clear();
  const auto said = sign_on(*std::make_unique<SignOn>(untrusted));
  EXPECT_NE(said.find("certificate"), std::string::npos) << said;
  auto wrong = settings_;
  wrong.client_secret = Secret("canary-4711");
  const auto refused = sign_on(*std::make_unique<SignOn>(wrong));
  EXPECT_NE(refused.find("client_secret"), std::string::npos) << refused;
  EXPECT_EQ(refused.find("canary"), std::string::npos) << refused;
}

}  // namespace
}  // namespace sluss::admin
