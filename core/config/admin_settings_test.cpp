// How people come in, as sluss.yaml says it: by an identity provider, and by a reverse proxy that is believed.
#include "config/admin_settings.h"

#include <gtest/gtest.h>

#include "config/test_house.h"

namespace sluss::config {
namespace {

class Admin : public ::testing::Test {
 protected:
  /// What stands below `admin:` besides the address; empty, or the faults.
  std::string faults(const std::string& keys) {
    House house;
    house.write("config/sluss.yaml",
                "store: x.db\nbasis: underlag\nadmin:\n  listen: 127.0.0.1:8470\n  " + keys + "\n");
    admin_ = house.load().admin.value_or(AdminSettings{});
    return house.diagnostics.ok() ? "" : house.faults();
  }
  std::string with_issuer(const std::string& issuer, const std::string& address = "https://sluss.region.example") {
    return faults("sign_on: { issuer: '" + issuer + "', client_id: sluss, client_secret: secret:sign-on, address: '" +
                  address + "' }");
  }

  AdminSettings admin_;
};

TEST_F(Admin, people_sign_on_at_an_address_that_is_the_one_it_looks_like) {
  EXPECT_EQ(with_issuer("https://login.region.example/realms/region/"), "");
  EXPECT_EQ(admin_.sign_on->issuer, "https://login.region.example/realms/region");
  EXPECT_EQ(with_issuer("http://127.0.0.1:8080/realms/region"), "");
  for (const auto* bad : {"http://127.0.0.1:80@evil.example", "http://localhost:@evil.example/",
                          "https://login.region.example@evil.example", "http://127.0.0.1:80\\@evil.example",
                          "http://login.region.example", "http://127.0.0.1.evil.example", "https:///realms",
                          "https://login.region.example/?realm=x", "https://login.region.example/#x", "login"}) {
    EXPECT_NE(with_issuer(bad).find("sluss.yaml:5:"), std::string::npos) << bad;
    EXPECT_NE(with_issuer("https://login.region.example", bad).find("expected an address"), std::string::npos) << bad;
  }
}

TEST_F(Admin, a_proxy_stands_on_this_machine_unless_it_is_said_where) {
  EXPECT_EQ(faults("proxy: { secret: secret:proxy }"), "");
  const auto& proxy = *admin_.proxy;
  EXPECT_EQ(proxy.from, (std::vector<std::string>{"127.0.0.1", "::1"}));
  EXPECT_EQ(proxy.header, "") << "it signs nobody on";
  EXPECT_EQ(proxy.secret_header, "X-Proxy-Secret");
  EXPECT_EQ(faults("proxy: { from: ['::FFFF:192.0.2.10', '2001:DB8::1'], header: X-Remote-User, secret_header: "
                   "X-Word, secret: secret:proxy }"),
            "");
  EXPECT_EQ(admin_.proxy->from, (std::vector<std::string>{"192.0.2.10", "2001:db8::1"}));
  EXPECT_EQ(admin_.proxy->header, "X-Remote-User");
  EXPECT_EQ(admin_.proxy->secret_header, "X-Word");
}

TEST_F(Admin, a_proxy_that_could_be_anybody_is_refused) {
  const auto says = [&](const std::string& keys, const std::string& wanted) {
    const auto told = faults("proxy: " + keys);
    EXPECT_NE(told.find("config/sluss.yaml:5:"), std::string::npos) << keys << ": " << told;
    EXPECT_NE(told.find(wanted), std::string::npos) << keys << ": " << told;
    EXPECT_EQ(told.find("canary"), std::string::npos) << told;
  };
  says("yes", "expected a map");
  says("{ header: X-Remote-User }", "\"secret\" is missing");
  says("{ secret: in-clear }", "secret:");
  says("{ secret: secret:klipp_key }", "a secret of 32 to 256 characters");
  says("{ secret: secret:proxy, from: [] }", "at least one address");
  for (const auto* from : {"proxy.region.example", "127.0.0.1:80", "10.0.0.0/8", "'[::1]'", "fe80::1%eth0"})
    says(std::string("{ secret: secret:proxy, from: ") + from + " }", "expected an IP address");
  for (const auto* name : {"X_Remote_User", "'X Remote'", "'X-Användare'", "'X:'"})
    says(std::string("{ secret: secret:proxy, header: ") + name + " }", "expected a header's name");
  for (const auto* name : {"cookie", "Authorization", "X-Forwarded-For", "HOST"}) {
    says(std::string("{ secret: secret:proxy, header: ") + name + " }", "means something else");
    says(std::string("{ secret: secret:proxy, secret_header: ") + name + " }", "means something else");
  }
  says("{ secret: secret:proxy, header: x-proxy-SECRET }", "the secret stands in this header already");
  says("{ secret: secret:proxy, user: karin }", "user: unknown key");
}

}  // namespace
}  // namespace sluss::config
