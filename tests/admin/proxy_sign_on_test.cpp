// A running daemon behind a reverse proxy that signs people on. The tests speak as the proxy would, and as others who
// would like to be it. Nobody here exists.
#include <gtest/gtest.h>

#include "admin/lockout.h"
#include "asker.h"
#include "base/json.h"
#include "base/text.h"
#include "support/post.h"

namespace sluss::test {
namespace {

constexpr auto secret = "made up for tests, long enough for a proxy";

class ProxySignOn : public ::testing::Test {
 protected:
  ProxySignOn() { admin_.restart_with("proxy: { header: X-Remote-User, secret: secret:proxy }", "proxy", secret); }

  /// As the proxy asks for somebody.
  static Lines by_proxy(const std::string& name, const Lines& more = {}) {
    Lines lines = more;
    lines["X-Proxy-Secret"] = secret;
    if (!name.empty()) lines["X-Remote-User"] = name;
    lines.try_emplace("X-Forwarded-For", "203.0.113.1, 198.51.100.7");
    return lines;
  }
  Told come_in_as(const std::string& name) { return admin_.ask("POST", "/api/v1/session/proxy", by_proxy(name)); }
  static Lines cookie_of(const Told& told) {
    const auto& set = told.headers.at("set-cookie");
    return {{"Cookie", set.substr(0, set.find(';'))}};
  }
  void make_account(const std::string& name, const std::string& roles = "viewer") const {
    const auto made = admin_.world.sluss({"user", "set", name, "--role", roles, "--no-password"});
    ASSERT_EQ(made.exit, 0) << made.err;
  }
  Value audit() { return admin_.ask_by(admin_.token("auditor", "viewer"), "GET", "/api/v1/audit").json(); }
  int who_is_it(const Lines& headers) { return admin_.ask("GET", "/api/v1/session", headers).status; }

  AdminWorld admin_;
};

TEST_F(ProxySignOn, lets_in_whom_the_proxy_has_signed_on_and_writes_down_how) {
  make_account("karin");
  EXPECT_EQ(admin_.ask("GET", "/api/v1/session/ways", by_proxy("karin")).json()["proxy"].text_or_empty(), "karin");
  const auto told = come_in_as("karin");
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(misshapen(told, "POST", "/api/v1/session/proxy"), "");
  EXPECT_EQ(told.json()["name"].text_or_empty(), "karin");
  const auto set = told.headers.at("set-cookie");
  for (const auto* part : {"__Host-sluss=", "Secure", "HttpOnly", "SameSite=Strict"})
    EXPECT_NE(set.find(part), std::string::npos) << set;
  EXPECT_EQ(who_is_it(by_proxy("karin", cookie_of(told))), 200);
  EXPECT_NE(to_json(audit()).find("by the reverse proxy from 198.51.100.7"), std::string::npos) << to_json(audit());
}

TEST_F(ProxySignOn, keeps_out_who_has_no_account_and_tells_of_no_name) {
  const auto token = admin_.token("grafana", "viewer");
  for (const auto* name : {"nils-utan-konto", "grafana", "(first)", "KARIN"}) {
    const auto told = come_in_as(name);
    EXPECT_TRUE(told.status == 403 || told.status == 404) << name << told.body;
    EXPECT_FALSE(told.headers.contains("set-cookie"));
  }
  EXPECT_EQ(to_json(audit()).find("nils"), std::string::npos);
  EXPECT_EQ(admin_.stop().find("nils"), std::string::npos);
}

TEST_F(ProxySignOn, the_header_of_others_is_not_heard) {
  make_account("karin");
  const std::vector<Lines> others = {{{"X-Remote-User", "karin"}},
                                     {{"X-Remote-User", "karin"}, {"X-Proxy-Secret", "guessed-by-somebody"}},
                                     {{"X-Proxy-Secret", secret}},
                                     by_proxy("karin\r\nX-Remote-User: karin"),
                                     by_proxy("karin\r\nX-Proxy-Secret: guessed-by-somebody"),
                                     by_proxy("karin, ola"),
                                     by_proxy("k\xC3\xA5re"),
                                     by_proxy(std::string(2000, 'k'))};
  for (const auto& headers : others) {
    const auto told = admin_.ask("POST", "/api/v1/session/proxy", headers);
    EXPECT_EQ(told.status, 404) << told.body;
    EXPECT_TRUE(admin_.ask("GET", "/api/v1/session/ways", headers).json()["proxy"].is_null());
    EXPECT_EQ(admin_.ask("GET", "/api/v1/status", headers).status, 401);
  }
  EXPECT_EQ(who_is_it(by_proxy("karin")), 401) << "the header alone opens nothing but a session";
  const auto log = admin_.stop();
  EXPECT_NE(log.find("without its secret"), std::string::npos) << log;
  for (const auto* never : {"guessed-by-somebody", secret, "karin"})
    EXPECT_EQ(log.find(never), std::string::npos) << log;
}

TEST_F(ProxySignOn, a_session_is_good_while_the_proxy_says_the_same) {
  make_account("karin");
  make_account("ola");
  for (const auto& others : {by_proxy("ola"), by_proxy(""), by_proxy("karin, ola"), Lines{},
                             Lines{{"X-Remote-User", "karin"}, {"X-Proxy-Secret", "guessed-by-somebody"}}}) {
    const auto cookie = cookie_of(come_in_as("karin"));
    auto changed = others;
    changed.insert(cookie.begin(), cookie.end());
    EXPECT_EQ(who_is_it(by_proxy("karin", cookie)), 200);
    EXPECT_EQ(who_is_it(changed), 401);
    EXPECT_EQ(who_is_it(by_proxy("karin", cookie)), 401) << "it has ended";
  }
}

TEST_F(ProxySignOn, a_session_by_password_is_nobody_elses_affair) {
  auto first = Value::object();
  first["token"] = std::string(trim(read_file(admin_.world.root() / "store/first-account.token")));
  first["name"] = "karin";
  first["password"] = "en lång mening till test";
  ASSERT_EQ(admin_.ask("POST", "/api/v1/first-account", {}, to_json(first)).status, 204);
  const auto told = admin_.ask("POST", "/api/v1/session", by_proxy("ola"),
                               R"({"name":"karin","password":"en lång mening till test"})");
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(who_is_it(by_proxy("ola", cookie_of(told))), 200);
  EXPECT_EQ(who_is_it(cookie_of(told)), 200);
  EXPECT_NE(to_json(audit()).find("by password from 198.51.100.7"), std::string::npos);
}

TEST_F(ProxySignOn, its_page_must_be_ours_as_with_any_session) {
  make_account("karin", "viewer,admin");
  EXPECT_EQ(admin_.ask("POST", "/api/v1/session/proxy", by_proxy("karin", {{"Origin", "https://evil.example"}})).status,
            403)
      << "no page of another host begins a session";
  const auto told = come_in_as("karin");
  const auto with = [&](const Lines& more) {
    auto lines = cookie_of(told);
    lines.insert(more.begin(), more.end());
    return by_proxy("karin", lines);
  };
  const auto body = R"({"name":"grafana","roles":["viewer"]})";
  EXPECT_EQ(admin_.ask("POST", "/api/v1/tokens", with({}), body).status, 403);
  const Lines csrf{{"X-CSRF-Token", told.json()["csrf"].text_or_empty()}};
  EXPECT_EQ(admin_.ask("POST", "/api/v1/tokens", with(csrf), body).status, 200);
  EXPECT_EQ(admin_.ask("DELETE", "/api/v1/session", with(csrf)).status, 204);
  EXPECT_EQ(who_is_it(with({})), 401) << "logged out here, though the proxy still knows them";
}

TEST_F(ProxySignOn, who_tries_passwords_locks_out_their_own_address) {
  const auto wrong = [&](const std::string& name, const std::string& from) {
    return admin_
        .ask("POST", "/api/v1/session", by_proxy("", {{"X-Forwarded-For", from}}),
             R"({"name":")" + name + R"(","password":"wrong, wrong, wrong"})")
        .status;
  };
  for (int i = 0; i < admin::Lockout::free_tries; ++i)
    wrong("nobody-" + std::to_string(i), "203.0.113.1, 198.51.100.7");
  EXPECT_EQ(wrong("karin", "203.0.113.99, 198.51.100.7"), 429) << "what a client writes before it changes nothing";
  EXPECT_EQ(wrong("karin", "198.51.100.8"), 401);
  // From somebody who is not the proxy it means nothing.
  for (int i = 0; i < admin::Lockout::free_tries; ++i)
    admin_.ask("POST", "/api/v1/session", {{"X-Forwarded-For", "198.51.100." + std::to_string(20 + i)}},
               R"({"name":"nobody-)" + std::to_string(20 + i) + R"(","password":"wrong, wrong, wrong"})");
  EXPECT_EQ(admin_
                .ask("POST", "/api/v1/session", {{"X-Forwarded-For", "198.51.100.40"}},
                     R"({"name":"karin","password":"wrong, wrong, wrong"})")
                .status,
            429);
}

TEST(ProxySignOnUnset, is_not_there) {
  const AdminWorld admin;
  const Lines headers{{"X-Remote-User", "karin"}, {"X-Proxy-Secret", secret}};
  EXPECT_EQ(admin.ask("POST", "/api/v1/session/proxy", headers).status, 404);
  EXPECT_TRUE(admin.ask("GET", "/api/v1/session/ways", headers).json()["proxy"].is_null());
}

}  // namespace
}  // namespace sluss::test
