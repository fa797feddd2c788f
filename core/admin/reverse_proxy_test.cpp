// Whom a reverse proxy introduces, and what others who write the same headers are taken for. Nobody here exists.
#include "admin/reverse_proxy.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace sluss::admin {
namespace {

using std::chrono::minutes;

constexpr auto secret = "made up for tests, long enough for a proxy";

class ReverseProxyTest : public ::testing::Test {
 protected:
  /// As somebody sends them; a header may stand there twice.
  [[nodiscard]] Introduction said(http::HeaderLines headers, const std::string& peer = "192.0.2.10") const {
    return proxy_.introduction({"GET", "/", std::move(headers), {}, peer}, now_);
  }
  /// By the proxy itself.
  [[nodiscard]] Introduction introduced(http::HeaderLines headers) const {
    headers.emplace_back("x-proxy-secret", secret);
    return said(std::move(headers));
  }
  /// What the log says meanwhile.
  template <class F>
  static std::string logged(F&& work) {
    ::testing::internal::CaptureStderr();
    work();
    return ::testing::internal::GetCapturedStderr();
  }

  ReverseProxy proxy_{{{"192.0.2.10", "2001:db8::1"}, "X-Remote-User", "X-Proxy-Secret", Secret(secret)}};
  ReverseProxy::Time now_{};
};

TEST_F(ReverseProxyTest, says_who_asks_and_from_where) {
  const auto one = introduced({{"X-Remote-User", "karin@region.example"}, {"X-Forwarded-For", "198.51.100.7"}});
  EXPECT_EQ(one.account, "karin@region.example");
  EXPECT_EQ(one.client, "198.51.100.7");
  EXPECT_EQ(said({{"X-PROXY-SECRET", secret}, {"x-remote-user", "karin"}}, "::ffff:192.0.2.10").account, "karin");
  EXPECT_EQ(said({{"X-Proxy-Secret", secret}, {"X-Remote-User", "karin"}}, "2001:db8::1").account, "karin");
}

TEST_F(ReverseProxyTest, is_nobody_who_stands_elsewhere_or_lacks_the_secret) {
  const auto counts_for_nothing = [&](http::HeaderLines headers, const std::string& peer) {
    headers.emplace_back("X-Remote-User", "karin");
    headers.emplace_back("X-Forwarded-For", "198.51.100.7");
    const auto one = said(std::move(headers), peer);
    EXPECT_EQ(one.account, "");
    EXPECT_EQ(one.client, peer);
  };
  for (const auto* peer : {"192.0.2.11", "127.0.0.1", "2001:db8::2", "", "192.0.2.10:80"})
    counts_for_nothing({{"X-Proxy-Secret", secret}}, peer);
  for (const auto* wrong :
       {"", "made up", "MADE UP FOR TESTS, LONG ENOUGH FOR A PROXY", "made up for tests, long enough for a proxy "})
    counts_for_nothing({{"X-Proxy-Secret", wrong}}, "192.0.2.10");
  counts_for_nothing({}, "192.0.2.10");
  counts_for_nothing({{"X_Proxy_Secret", secret}}, "192.0.2.10");
  counts_for_nothing({{"X-Proxy-Secret", secret}, {"X-Proxy-Secret", secret}}, "192.0.2.10");
  counts_for_nothing({{"X-Proxy-Secret", "guess"}, {"X-Proxy-Secret", secret}}, "192.0.2.10");
}

TEST_F(ReverseProxyTest, names_one_person_or_nobody) {
  for (const auto& name :
       {std::string(), std::string("karin, ola"), std::string("karin ola"), std::string("(first)"),
        std::string("(null)"), std::string("k\xC3\xA5re"), std::string("karin\xFF"), std::string("REGION\\karin"),
        std::string("kar\0in", 6), std::string("karin\t"), std::string(65, 'k'), std::string(100'000, 'k')})
    EXPECT_EQ(introduced({{"X-Remote-User", name}}).account, "") << name.substr(0, 20);
  EXPECT_EQ(introduced({{"X-Remote-User", std::string(64, 'k')}}).account, std::string(64, 'k'));
  EXPECT_EQ(introduced({{"X-Remote-User", "karin"}, {"X-Remote-User", "karin"}}).account, "");
  EXPECT_EQ(introduced({{"X-Remote-User", ""}, {"x-remote-user", "karin"}}).account, "");
  EXPECT_EQ(introduced({{"X_Remote_User", "karin"}}).account, "");
}

TEST_F(ReverseProxyTest, tells_an_address_in_the_last_place_alone) {
  const auto client = [&](http::HeaderLines headers) { return introduced(std::move(headers)).client; };
  EXPECT_EQ(client({{"X-Forwarded-For", "203.0.113.1, 198.51.100.7"}}), "198.51.100.7");
  EXPECT_EQ(client({{"X-Forwarded-For", "203.0.113.1,198.51.100.7"}}), "198.51.100.7");
  EXPECT_EQ(client({{"X-Forwarded-For", "203.0.113.1"}, {"X-Forwarded-For", "2001:DB8:0::7"}}), "2001:db8::7");
  for (const auto* none : {"", ",", "198.51.100.7,", "unknown", "198.51.100.7, unknown", "198.51.100.7:4711",
                           "198.51.100.7 198.51.100.8", "\xFF"})
    EXPECT_EQ(client({{"X-Forwarded-For", none}}), "192.0.2.10") << none;
  EXPECT_EQ(client({}), "192.0.2.10");
}

TEST_F(ReverseProxyTest, that_signs_nobody_on_tells_of_addresses_alone) {
  const ReverseProxy proxy({{"192.0.2.10"}, "", "X-Proxy-Secret", Secret(secret)});
  const auto one = proxy.introduction(
      {"GET",
       "/",
       {{"X-Remote-User", "karin"}, {"", "karin"}, {"X-Proxy-Secret", secret}, {"X-Forwarded-For", "198.51.100.7"}},
       {},
       "192.0.2.10"},
      now_);
  EXPECT_EQ(one.account, "");
  EXPECT_EQ(one.client, "198.51.100.7");
}

TEST_F(ReverseProxyTest, what_is_wrong_with_it_is_told_now_and_then_and_without_what_it_was) {
  const auto wrong = [&] {
    static_cast<void>(said({{"X-Proxy-Secret", "guessed"}, {"X-Remote-User", "karin"}}));
    static_cast<void>(said({{"X-Remote-User", "karin"}}));
  };
  const auto told = logged(wrong);
  EXPECT_NE(told.find("without its secret"), std::string::npos) << told;
  EXPECT_NE(told.find("X-Proxy-Secret"), std::string::npos) << told;
  EXPECT_EQ(std::ranges::count(told, '\n'), 1) << told;
  for (const auto* never : {"guessed", "karin", secret}) EXPECT_EQ(told.find(never), std::string::npos) << told;
  now_ += minutes(1) - std::chrono::seconds(1);
  EXPECT_EQ(logged(wrong), "");
  const auto names = logged([&] { static_cast<void>(introduced({{"X-Remote-User", "karin, ola"}})); });
  EXPECT_NE(names.find("X-Remote-User"), std::string::npos) << "another fault is not kept back by the first: " << names;
  EXPECT_EQ(names.find("karin"), std::string::npos) << names;
  now_ += std::chrono::seconds(1);
  EXPECT_NE(logged(wrong), "");
}

TEST_F(ReverseProxyTest, who_is_no_proxy_and_says_nothing_of_it_is_not_told_of) {
  EXPECT_EQ(logged([&] {
              static_cast<void>(said({{"Host", "localhost"}, {"X-Forwarded-For", "198.51.100.7"}}));
              static_cast<void>(said({{"X-Proxy-Secret", "guessed"}, {"X-Remote-User", "karin"}}, "198.51.100.7"));
              static_cast<void>(introduced({{"X-Remote-User", ""}}));
              static_cast<void>(introduced({}));
            }),
            "");
}

}  // namespace
}  // namespace sluss::admin
