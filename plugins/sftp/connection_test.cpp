#include "connection.h"

#include "fixture.h"

namespace sluss::sftp {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using test::Listener;
namespace fs = std::filesystem;
using test::SshServer;

class ConnectionTest : public test::WithServer {
 protected:
  void SetUp() override {
    WithServer::SetUp();
    if (!IsSkipped()) server_ = test::settings_for(ssh(), ssh().port());
  }
  static Error refusal(const Server& server) {
    const auto opened = Connection::open(server, {});
    return opened ? Error{Fault::internal, "it opened"} : opened.error();
  }
  void expect_refusal(Fault fault, const std::string& part) {
    const auto error = refusal(server_);
    EXPECT_EQ(error.fault, fault) << error.what;
    EXPECT_NE(error.what.find(part), std::string::npos) << error.what;
  }

  Server server_;
};

// The host key.

TEST_F(ConnectionTest, APinnedKeyIsLetIn) { EXPECT_TRUE(Connection::open(server_, {})); }

TEST_F(ConnectionTest, AnyOfTheServersKeysMayBePinned) {
  server_.host_key = {ssh().fingerprint("rsa")};
  EXPECT_TRUE(Connection::open(server_, {}));
}

TEST_F(ConnectionTest, AnotherKeyIsRefusedAndBothAreSaid) {
  const std::string pinned = "SHA256:SzVhwMxyyLtFrUccqCggnrf3Kl9+Kna1TLOlE0Idef8";
  server_.host_key = {pinned};
  expect_refusal(Fault::denied, "ssh-ed25519 " + ssh().fingerprint());
  expect_refusal(Fault::denied, "ssh-rsa " + ssh().fingerprint("rsa"));
  expect_refusal(Fault::denied, "the configuration has " + pinned);
}

TEST_F(ConnectionTest, AnUnknownKeyIsNeverTrustedButSaid) {
  server_.host_key = {"unknown"};
  expect_refusal(Fault::denied, "no host key is pinned: 127.0.0.1:");
  expect_refusal(Fault::denied, ssh().fingerprint());
}

TEST_F(ConnectionTest, KeysMayStandInAFileOfKnownHosts) {
  const auto file = ssh().path("known");
  const auto host = "[127.0.0.1]:" + std::to_string(ssh().port()) + " ";
  server_.host_key = {"known_hosts"};
  server_.known_hosts = file;
  std::ofstream(file) << "# ours\n\nother.example.se " << ssh().public_key("other") << host
                      << ssh().public_key("host_rsa");
  EXPECT_TRUE(Connection::open(server_, {}));
  std::ofstream(file) << host << ssh().public_key("other");
  expect_refusal(Fault::denied, ", and the configuration has SHA256:");
  std::ofstream(file) << "other.example.se " << ssh().public_key("host_rsa");
  expect_refusal(Fault::denied, "no key at all for it");
  std::ofstream(file) << host << ssh().public_key("host_ed25519") << "@revoked " << host
                      << ssh().public_key("host_ed25519");
  expect_refusal(Fault::denied, "no key at all for it");
  std::ofstream(file) << std::string(100'000, 'x') << "\n\x01\xff " << host << " ssh-rsa AAAA\n";
  expect_refusal(Fault::denied, "no key at all for it");
  fs::remove(file);
  expect_refusal(Fault::denied, "the keys of known_hosts: cannot be read");
}

TEST_F(ConnectionTest, NamesInKnownHostsMayBeHashed) {
  const auto file = ssh().path("hashed");
  std::ofstream(file) << "[127.0.0.1]:" << ssh().port() << " " << ssh().public_key("host_ed25519");
  test::must_run("ssh-keygen -q -H -f '" + file.string() + "' > /dev/null 2>&1");
  ASSERT_EQ(test::text_in(file).find("127.0.0.1"), std::string::npos);
  server_.host_key = {"known_hosts"};
  server_.known_hosts = file;
  EXPECT_TRUE(Connection::open(server_, {}));
}

// Logging in.

TEST_F(ConnectionTest, AKeyMayHaveAPassphrase) {
  server_.key = Secret(ssh().private_key("locked"));
  server_.passphrase = Secret(SshServer::passphrase());
  EXPECT_TRUE(Connection::open(server_, {}));
}

TEST_F(ConnectionTest, AWrongPassphraseIsSaidWithoutAskingAnyone) {
  server_.key = Secret(ssh().private_key("locked"));
  expect_refusal(Fault::denied, "passphrase: is missing or wrong");
  server_.passphrase = Secret("another phrase");
  expect_refusal(Fault::denied, "passphrase: is missing or wrong");
  server_.key = Secret("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA");
  expect_refusal(Fault::denied, "no private key that can be read");
}

TEST_F(ConnectionTest, AKeyThatTheServerDoesNotKnowIsDenied) {
  server_.key = Secret(ssh().private_key("other"));
  expect_refusal(Fault::denied, "refuses " + ssh().user() + " with this key");
  server_.key = Secret();
  expect_refusal(Fault::denied, "give key: or password:");
}

TEST_F(ConnectionTest, AServerThatHangsUpAtTheProofHasRefusedIt) {
  const SshServer strict({.more = "MaxAuthTries 1\n"});
  auto server = test::settings_for(strict, strict.port());
  EXPECT_TRUE(Connection::open(server, {}));
  server.key = Secret(strict.private_key("other"));
  server.connect_timeout = 2s;  // the library does not see the farewell, and waits
  const auto refused = Connection::open(server, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::denied) << refused.error().what;
}

TEST_F(ConnectionTest, ARefusalTellsNoSecret) {
  server_.password = Secret("made-up-secret-1");
  server_.passphrase = Secret("made-up-secret-2");
  server_.key = Secret(ssh().private_key("other"));
  EXPECT_EQ(refusal(server_).what.find("made-up-secret"), std::string::npos);
  EXPECT_EQ(refusal(server_).what.find("PRIVATE"), std::string::npos);
}

class PasswordTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (const auto why = test::why_no_server(); !why.empty()) GTEST_SKIP() << why;
    if (!test::is_root()) GTEST_SKIP() << "only a server that is root can look at passwords, and this test is not root";
  }
};

TEST_P(PasswordTest, IsTriedOnceAndDeniedWhenItIsWrong) {
  const SshServer ssh({.passwords = true, .more = GetParam()});
  auto server = test::settings_for(ssh, ssh.port());
  const bool wants_key_too = GetParam().find("publickey,") != std::string::npos;
  if (!wants_key_too) server.key = Secret();
  server.password = Secret(SshServer::password());
  EXPECT_TRUE(Connection::open(server, {})) << Connection::open(server, {}).error().what;
  server.password = Secret("made-up-but-wrong");
  const auto refused = Connection::open(server, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::denied);
  EXPECT_NE(refused.error().what.find("password; check user:"), std::string::npos) << refused.error().what;
  EXPECT_EQ(refused.error().what.find("made-up-but-wrong"), std::string::npos);
  if (!wants_key_too) return;
  server.password = Secret();
  EXPECT_NE(Connection::open(server, {}).error().what.find("asks for more"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Ways, PasswordTest,
                         ::testing::Values("", "AuthenticationMethods publickey,password\n",
                                           "AuthenticationMethods keyboard-interactive\n"
                                           "KbdInteractiveAuthentication yes\nUsePAM yes\n"),
                         [](const auto& way) { return "way_" + std::to_string(way.index); });

// Servers that are none.

TEST_F(ConnectionTest, NobodyListens) {
  server_.port = test::free_port();
  expect_refusal(Fault::unavailable, "is not reached: Connection refused");
  server_.host = "no-such-host.invalid";
  expect_refusal(Fault::unavailable, "the host no-such-host.invalid was not found");
}

TEST_F(ConnectionTest, OneThatSaysNothingIsLeftAfterTheTimeOut) {
  const Listener silent([](int, const auto& over) {
    while (!over) std::this_thread::sleep_for(10ms);
  });
  server_.port = silent.port();
  server_.connect_timeout = 1s;
  expect_refusal(Fault::unavailable, "gives no answer within 1 s");
}

TEST_F(ConnectionTest, OneThatSpeaksAByteAtATimeIsLeftAfterTheTimeOut) {
  const Listener slow([](int socket, const auto& over) {
    const std::string greeting = "SSH-2.0-slow" + std::string(200, 'x');
    for (std::size_t i = 0; i < greeting.size() && !over; ++i) {
      ::send(socket, &greeting[i], 1, MSG_NOSIGNAL);
      std::this_thread::sleep_for(100ms);
    }
  });
  server_.port = slow.port();
  server_.connect_timeout = 2s;
  expect_refusal(Fault::unavailable, "gives no answer within 2 s");
}

TEST_F(ConnectionTest, GarbageIsNoServer) {
  for (const std::string greeting : {"", "HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-2.0-x\r\n"}) {
    const Listener garbage([&](int socket, const auto&) {
      auto bytes = greeting;
      unsigned state = 1;
      for (int i = 0; i < 100'000; ++i) bytes += static_cast<char>((state = state * 1103515245 + 12345) >> 16);
      ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    });
    server_.port = garbage.port();
    server_.connect_timeout = 3s;
    EXPECT_EQ(refusal(server_).fault, Fault::unavailable);
  }
}

TEST_F(ConnectionTest, GarbageAfterLoggingInIsNoSftp) {
  const auto script = ssh().path("garbage.sh");
  std::ofstream(script) << "#!/bin/sh\nhead -c 100000 /dev/urandom\nexec sleep 5\n";
  fs::permissions(script, fs::perms(0755));
  const SshServer odd({.subsystem = "\"" + script.string() + "\"", .more = ""});
  auto server = test::settings_for(odd, odd.port());
  server.connect_timeout = 2s;
  const auto opened = Connection::open(server, {});
  ASSERT_FALSE(opened);
  EXPECT_TRUE(opened.error().fault == Fault::denied || opened.error().fault == Fault::unavailable);
}

TEST_F(ConnectionTest, WithoutSftpThereIsAReason) {
  const SshServer shell({.subsystem = "/bin/false", .more = ""});
  const auto opened = Connection::open(test::settings_for(shell, shell.port()), {});
  ASSERT_FALSE(opened);
  EXPECT_FALSE(opened.error().what.empty());
}

TEST_F(ConnectionTest, AStopEndsTheWaitingAtOnce) {
  const Listener silent([](int, const auto& over) {
    while (!over) std::this_thread::sleep_for(10ms);
  });
  server_.port = silent.port();
  server_.connect_timeout = 60s;
  std::stop_source stop;
  std::jthread later([&] {
    std::this_thread::sleep_for(200ms);
    stop.request_stop();
  });
  const auto begin = steady_clock::now();
  const auto opened = Connection::open(server_, stop.get_token());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().fault, Fault::cancelled);
  EXPECT_LT(test::seconds_since(begin), 30) << "not after the time-out";
}

// Folders and files.

TEST_F(ConnectionTest, LooksListsWritesAndReads) {
  const auto connection = Connection::open(server_, {}).value();
  const auto folder = ssh().folder().string();
  ssh().put("å b.csv", "12345");
  fs::create_symlink("å b.csv", ssh().folder() / "link");
  EXPECT_EQ(connection->look(folder + "/none").value(), std::nullopt);
  EXPECT_EQ(connection->look(folder + "/å b.csv").value()->size, 5U);
  EXPECT_EQ(connection->look(folder + "/link").value()->kind, Kind::other);
  EXPECT_EQ(connection->list(folder).value().size(), 2U);
  EXPECT_EQ(connection->list(folder + "/none").error().fault, Fault::unavailable);
  ASSERT_TRUE(connection->make_folder(folder + "/new"));
  EXPECT_TRUE(connection->make_folder(folder + "/new"));
  EXPECT_FALSE(connection->make_folder(folder + "/å b.csv"));
  EXPECT_TRUE(connection->remove(folder + "/none"));
  EXPECT_FALSE(connection->is_broken());
}

TEST_F(ConnectionTest, RenamingNeverOverwrites) {
  const auto connection = Connection::open(server_, {}).value();
  const auto folder = ssh().folder().string() + "/";
  ssh().put("a", "ours");
  ssh().put("b", "theirs");
  EXPECT_FALSE(connection->rename(folder + "a", folder + "b"));
  EXPECT_EQ(ssh().content("b"), "theirs");
  EXPECT_TRUE(connection->rename(folder + "a", folder + "c"));
  EXPECT_EQ(ssh().content("c"), "ours");
}

TEST_F(ConnectionTest, WhatIsNotAllowedIsDenied) {
  const auto connection = Connection::open(server_, {}).value();
  const auto closed = ssh().folder() / "closed";
  fs::create_directory(closed);
  SshServer::give(closed);
  fs::permissions(closed, fs::perms(0));
  EXPECT_EQ(connection->list(closed.string()).error().fault, Fault::denied);
  EXPECT_EQ(connection->open_file(closed.string() + "/x", Opening::write).error().fault, Fault::denied);
  fs::permissions(closed, fs::perms(0755));
}

}  // namespace
}  // namespace sluss::sftp
