#include "server.h"

#include <gtest/gtest.h>

#include "sink.h"
#include "source.h"
#include "support/plugin_parts.h"

namespace sluss::sftp {
namespace {

using sluss::test::list;
using sluss::test::scalar;
using sluss::test::table;

const std::string fingerprint = "SHA256:SzVhwMxyyLtFrUccqCggnrf3Kl9+Kna1TLOlE0Idef8";

TEST(Fingerprint, IsWhatSshKeygenWrites) {
  EXPECT_TRUE(is_fingerprint(fingerprint));
  EXPECT_TRUE(is_fingerprint(fingerprint + "="));
  EXPECT_FALSE(is_fingerprint(fingerprint + "x"));
  EXPECT_FALSE(is_fingerprint("SHA256:"));
  EXPECT_FALSE(is_fingerprint("MD5:c1:d0"));
  EXPECT_FALSE(is_fingerprint(fingerprint.substr(7)));
  EXPECT_TRUE(is_same_key(fingerprint, fingerprint + "="));
  EXPECT_FALSE(is_same_key("known_hosts", "known_hosts"));
  EXPECT_FALSE(is_same_key("", ""));
}

TEST(Within, IsAPathAtTheServer) {
  EXPECT_EQ(within("ut", "a"), "ut/a");
  EXPECT_EQ(within("ut/", "a"), "ut/a");
  EXPECT_EQ(within("ut", "/elsewhere"), "/elsewhere");
}

class KeySecret final : public Secrets {
 public:
  [[nodiscard]] Result<Secret> find(std::string_view /*name*/) const override { return Secret("made-up key"); }
};

std::string faults_of(std::vector<std::pair<std::string, Node>> changed) {
  std::vector<std::pair<std::string, Node>> settings{
      {"host", scalar("sftp.example.se")}, {"user", scalar("sluss")}, {"host_key", scalar(fingerprint)},
      {"key", scalar("secret:key")},       {"folder", scalar("ut")},  {"name", scalar("{number}")}};
  for (auto& [name, value] : changed) {
    std::erase_if(settings, [&](const auto& setting) { return setting.first == name; });
    settings.emplace_back(name, std::move(value));
  }
  Diagnostics diagnostics;
  const KeySecret secrets;
  ParseContext context{diagnostics, secrets, "/etc/sluss"};
  (void)sink_spec().parse(table(settings), context);
  std::string all;
  for (const auto& one : diagnostics.all()) all += one.text() + "\n";
  return all;
}

void expect_fault(std::vector<std::pair<std::string, Node>> changed, const std::string& part) {
  const auto faults = faults_of(std::move(changed));
  EXPECT_NE(faults.find(part), std::string::npos) << faults;
}

TEST(Options, AreCheckedWithoutAServer) {
  EXPECT_EQ(faults_of({}), "");
  EXPECT_EQ(faults_of({{"host_key", list({fingerprint, fingerprint})}}), "");
  EXPECT_EQ(faults_of({{"host_key", scalar("unknown")}}), "");
  EXPECT_EQ(faults_of({{"host_key", scalar("known_hosts")}, {"known_hosts", scalar("hosts")}}), "");
  expect_fault({{"host_key", scalar("ssh-rsa AAAA")}}, "expected SHA256:..., known_hosts or unknown");
  expect_fault({{"host_key", list({})}}, "at least one fingerprint");
  expect_fault({{"host_key", list({"unknown", fingerprint})}}, "stands alone");
  expect_fault({{"host_key", scalar("known_hosts")}}, "name it as known_hosts:");
  expect_fault({{"host", scalar("sftp://example.se/")}}, "expected a host's name");
  expect_fault({{"host", scalar("-oProxyCommand=x")}}, "expected a host's name");
  expect_fault({{"port", scalar("70000")}}, "from 1 to 65535");
  expect_fault({{"user", scalar("")}}, "expected a user's name");
  expect_fault({{"password", scalar("made-up")}}, "not the secret itself");
  expect_fault({{"answer_timeout", scalar("0s")}}, "at least 1s");
  expect_fault({{"name", scalar("{number")}}, "the braces do not match");
}

}  // namespace
}  // namespace sluss::sftp
