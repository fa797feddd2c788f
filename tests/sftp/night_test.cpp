// A whole night over SFTP, at a real OpenSSH server: exports are fetched from there, and invoices put there. Killed at
// any send, and run again, it gives what an undisturbed night gives: each invoice once.
#include <gtest/gtest.h>
#include <iostream>

#include "ssh_server.h"
#include "support/world.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;
using sftp::test::SshServer;

std::vector<Row> placements() {
  std::vector<Row> rows;
  for (int i = 0; i < 8; ++i) {
    Row row;
    row.id = "P" + std::to_string(100 + i);
    row.programme = "PRG" + std::to_string(i);  // a programme of its own: the days of one student do not collide
    row.unit = i % 2 == 1 ? "Västra hemsjukvården" : "Östra geriatriken";
    row.hsa_id = i % 2 == 1 ? "SE2129990012-E0002" : "SE2129990012-E0001";
    const std::vector<Row> terms = {{.term = "HT2026"},
                                    {.term = "VT2026", .start = "2026-02-02", .end = "2026-02-20"},
                                    {.term = "HT2025", .start = "2025-09-08", .end = "2025-09-26"},
                                    {.term = "VT2025", .start = "2025-02-03", .end = "2025-02-21"}};
    const auto& term = terms[static_cast<std::size_t>(i) / 2];
    row.term = term.term;
    row.start = term.start;
    row.end = term.end;
    rows.push_back(row);
  }
  return rows;
}

class SftpNight : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const auto why = sftp::test::why_no_server(); !why.empty()) GTEST_SKIP() << why;
  }
  static const SshServer& ssh() {
    static const SshServer server;
    return server;
  }
  /// Folders of this name at the server: exports lie in the first one.
  static void prepare(const World& world, const std::string& name, const std::string& host_key) {
    world.hurry();
    for (const auto* part : {"-ut", "-in"}) ssh().make_folder(name + part);
    const auto server = "transport: { sftp: { host: 127.0.0.1, port: " + std::to_string(ssh().port()) +
                        ", user: " + ssh().user() + ", host_key: \"" + host_key + "\", key: \"secret:sftp_key\", ";
    const auto folder = "folder: \"" + (ssh().folder() / name).string();
    world.configure("connections.yaml", "connections:\n  klipp: { use: klipp, " + server + folder +
                                            "-ut\" } } }\n  peppol: { use: peppol-outbox, " + server + folder +
                                            "-in\" } } }\n  underlag: { use: invoice-basis, folder: ../underlag }\n");
    fs::create_directories(world.root() / "config/secrets");
    world.configure("secrets/sftp_key", ssh().private_key());
    fs::permissions(world.root() / "config/secrets/sftp_key", fs::perms(0600));
  }
  static void offer(const std::string& name) { ssh().put(name + "-ut/placeringar.csv", export_of(placements())); }
  /// What whoever fetches finds, and takes away. No name comes twice.
  static void fetch(const std::string& name, Folder& received) {
    for (const auto& entry : fs::directory_iterator(ssh().folder() / (name + "-in"))) {
      if (!entry.is_regular_file()) continue;
      const auto bytes = read_file(entry.path());
      EXPECT_TRUE(received.emplace(entry.path().filename().string(), bytes).second) << entry.path() << " came again";
      fs::remove(entry.path());
    }
  }
};

TEST_F(SftpNight, exports_are_fetched_and_invoices_put_there) {
  const World world;
  prepare(world, "night", ssh().fingerprint());
  const auto probed = world.sluss({"check", "--probe"});
  EXPECT_EQ(probed.exit, 0) << probed.out << probed.err;
  offer("night");
  EXPECT_EQ(number_at(world.sync(), "new"), 8);
  EXPECT_TRUE(ssh().has("night-ut/archive/placeringar.csv"));
  Folder received;
  fetch("night", received);
  EXPECT_EQ(received.size(), 8U);
  offer("night");
  EXPECT_EQ(number_at(world.sync(), "unchanged"), 8);
  fetch("night", received);
  EXPECT_EQ(received.size(), 8U);
  const auto audited = world.sluss({"audit", "--now"});
  EXPECT_EQ(audited.exit, 0) << audited.out << audited.err;
}

TEST_F(SftpNight, the_probe_says_the_fingerprint_that_it_saw) {
  const World world;
  prepare(world, "unknown", "unknown");
  EXPECT_EQ(world.sluss({"check"}).exit, 0);
  const auto probed = world.sluss({"check", "--probe"});
  EXPECT_EQ(probed.exit, 3) << probed.out;
  EXPECT_NE(probed.out.find("shows the host key ssh-ed25519 " + ssh().fingerprint()), std::string::npos) << probed.out;
  offer("unknown");
  (void)world.sync();
  EXPECT_TRUE(ssh().has("unknown-ut/placeringar.csv")) << "nothing is read or sent before the key is known";
}

TEST_F(SftpNight, a_refused_log_in_pauses_the_connection) {
  const World world;
  prepare(world, "denied", ssh().fingerprint());
  offer("denied");
  world.configure("secrets/other_key", ssh().private_key("other"));
  fs::permissions(world.root() / "config/secrets/other_key", fs::perms(0600));
  auto connections = read_file(world.root() / "config/connections.yaml");
  connections.replace(connections.rfind("sftp_key"), 8, "other_key");
  world.configure("connections.yaml", connections);
  (void)world.sync();
  const auto said = world.sluss({"status"});
  EXPECT_NE(said.out.find("paused"), std::string::npos) << said.out << said.err;
}

TEST_F(SftpNight, killed_at_any_send_each_invoice_comes_once) {
  Folder undisturbed;
  {
    const World world;
    prepare(world, "calm", ssh().fingerprint());
    offer("calm");
    (void)world.sync();
    fetch("calm", undisturbed);
    ASSERT_EQ(undisturbed.size(), 8U);
  }
  int kills = 0;
  for (int n = 5;; n += 5) {
    const World world;
    const auto name = "kill" + std::to_string(n);
    prepare(world, name, ssh().fingerprint());
    offer(name);
    const auto killed = run_killed_at("sendto", n, world.command({"sync", "nightly"}), world.root() / "scratch");
    if (killed.signal == 0 && killed.exit == 0) break;
    ++kills;
    Folder received;
    fetch(name, received);
    const auto again = world.sluss({"sync", "nightly"});
    EXPECT_EQ(again.exit, 0) << n << ": " << again.out << again.err;
    fetch(name, received);
    EXPECT_EQ(received, undisturbed) << "killed at send " << n;
    EXPECT_EQ(world.sluss({"reconcile"}).exit, 0);
  }
  std::cout << kills << " kills\n";
  EXPECT_GE(kills, 20);
}

}  // namespace
}  // namespace sluss::test
