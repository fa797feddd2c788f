// People come into a running daemon through a strict identity provider: who has an account, and nobody else.
#include <gtest/gtest.h>

#include "admin/identity_token.h"
#include "asker.h"
#include "base/json.h"
#include "support/identity_server.h"

namespace sluss::test {
namespace {

constexpr auto address = "https://sluss.region.example";

class SignOn : public ::testing::Test {
 protected:
  SignOn() {
    admin_.restart_with("sign_on: { issuer: \"" + provider_.issuer() + "\", client_id: " + IdentityServer::client_id +
                            ", client_secret: secret:sign-on, address: " + address +
                            ", called: Region Exempel, ca: " + provider_.ca().string() + " }",
                        "sign-on", IdentityServer::client_secret);
  }
  /// Goes to the provider, logs in there as somebody, and comes back with its cookie, or another one.
  Told come_back_as(const std::string& account, const std::string& cookie = {}) {
    const auto sent = admin_.ask("GET", "/api/v1/session/sign-on");
    EXPECT_EQ(sent.status, 303) << sent.body;
    const auto query = provider_.log_in(sent.headers.at("location"), account);
    EXPECT_EQ(provider_.fault, "");
    const auto set = sent.headers.at("set-cookie");
    EXPECT_NE(set.find("__Host-sluss-sign-on="), std::string::npos) << set;
    EXPECT_NE(set.find("HttpOnly"), std::string::npos);
    const auto ticket = cookie.empty() ? set.substr(0, set.find(';')) : cookie;
    return admin_.ask("GET", "/api/v1/session/sign-on/back?" + query, {{"Cookie", ticket}});
  }
  void make_account(const std::string& name) const {
    const auto made = admin_.world.sluss({"user", "set", name, "--role", "viewer", "--no-password"});
    ASSERT_EQ(made.exit, 0) << made.err;
  }

  std::string log() { return admin_.ask_by(admin_.token("auditor", "viewer"), "GET", "/api/v1/audit").body; }

  IdentityServer provider_{std::string(address) + "/api/v1/session/sign-on/back", admin::challenge_of};
  AdminWorld admin_;
};

TEST_F(SignOn, lets_in_who_has_an_account_and_writes_it_down) {
  EXPECT_EQ(admin_.ask("GET", "/api/v1/session/ways").json()["sign_on"].text_or_empty(), "Region Exempel");
  make_account("karin");
  const auto told = come_back_as("karin");
  EXPECT_EQ(told.status, 303) << told.body;
  EXPECT_EQ(told.headers.at("location"), "/");
  const auto& set = told.headers.at("set-cookie");
  const auto session = set.substr(set.find("__Host-sluss="));
  const auto who = admin_.ask("GET", "/api/v1/session", {{"Cookie", session.substr(0, session.find(';'))}});
  EXPECT_EQ(who.status, 200) << who.body;
  EXPECT_EQ(who.json()["name"].text_or_empty(), "karin");
  EXPECT_NE(log().find("by sign-on"), std::string::npos);
}

TEST_F(SignOn, keeps_out_who_has_none_and_tells_of_no_name) {
  const auto told = come_back_as("nils-utan-konto");
  EXPECT_EQ(told.headers.at("location"), "/#/sign-in?refused=unknown");
  EXPECT_EQ(told.headers.at("set-cookie").find("__Host-sluss="), std::string::npos);
  EXPECT_EQ(log().find("nils"), std::string::npos);
  EXPECT_EQ(admin_.stop().find("nils"), std::string::npos);
}

TEST_F(SignOn, takes_back_only_the_browser_that_went) {
  make_account("karin");
  EXPECT_EQ(come_back_as("karin", "__Host-sluss-sign-on=guessed").headers.at("location"), "/#/sign-in?refused=denied");
  provider_.bend("nonce", "of another browser");
  EXPECT_EQ(come_back_as("karin").headers.at("location"), "/#/sign-in?refused=denied");
  provider_.straighten();
  EXPECT_EQ(come_back_as("karin").headers.at("location"), "/");
}

TEST_F(SignOn, a_provider_that_says_no_or_is_away_is_told_in_words) {
  const auto refused =
      admin_.ask("GET", "/api/v1/session/sign-on/back?error=access_denied&error_description=nej&state=x");
  EXPECT_EQ(refused.headers.at("location"), "/#/sign-in?refused=denied");
}

TEST(SignOnUnset, is_not_there) {
  const AdminWorld admin;
  EXPECT_EQ(admin.ask("GET", "/api/v1/session/sign-on").status, 404);
  EXPECT_TRUE(admin.ask("GET", "/api/v1/session/ways").json()["sign_on"].is_null());
}

}  // namespace
}  // namespace sluss::test
