#include <gtest/gtest.h>

#include "config/test_house.h"

namespace sluss::config {
namespace {

TEST(Traces, go_nowhere_unless_it_is_said_where) {
  House house;
  EXPECT_FALSE(house.load().traces);
  house.write("config/sluss.yaml",
              "store: x.db\nbasis: underlag\ntraces:\n  url: https://collector.region.example:4318/v1/traces\n  token: "
              "secret:klipp_key\n");
  const auto traces = house.load().traces;
  ASSERT_TRUE(house.diagnostics.ok()) << house.faults();
  ASSERT_TRUE(traces);
  EXPECT_EQ(traces->url, "https://collector.region.example:4318/v1/traces");
  EXPECT_EQ(traces->token.reveal(), "canary-4711");
}

TEST(Traces, leave_this_machine_encrypted_or_not_at_all) {
  const auto faults = [](const std::string& url) {
    House house;
    house.write("config/sluss.yaml", "store: x.db\nbasis: underlag\ntraces: { url: \"" + url + "\" }\n");
    static_cast<void>(house.load());
    return house.diagnostics.ok() ? "" : house.faults();
  };
  for (const auto* good : {"http://127.0.0.1:4318/v1/traces", "http://localhost/v1/traces", "http://[::1]:4318/",
                           "https://collector.region.example"})
    EXPECT_EQ(faults(good), "") << good;
  for (const auto* bad : {"http://collector.region.example:4318/v1/traces", "http://127.0.0.1.elsewhere.example/",
                          "ftp://127.0.0.1/", "https://name:word@collector.region.example/", "https:///v1/traces",
                          "collector:4318", "https://a.example/v1/traces?key=word", "https://a b.example/"})
    EXPECT_NE(faults(bad).find("expected https://"), std::string::npos) << bad;
}

}  // namespace
}  // namespace sluss::config
