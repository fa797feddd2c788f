// What the tests of this folder share: a server, and settings that lead to it.
#pragma once

#include <gtest/gtest.h>

#include "fault_net.h"
#include "server.h"
#include "ssh_server.h"

namespace sluss::sftp::test {

/// One server for all tests of a program that need no other.
inline SshServer& shared_server() {
  static SshServer server;
  return server;
}

inline Server settings_for(const SshServer& ssh, int port) {
  Server server;
  server.host = "127.0.0.1";
  server.port = port;
  server.user = ssh.user();
  server.key = Secret(ssh.private_key());
  server.host_key = {ssh.fingerprint()};
  return server;
}

/// Skips, with the reason, where no server can be started.
class WithServer : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const auto why = why_no_server(); !why.empty()) GTEST_SKIP() << why;
    fs::remove_all(ssh().folder());
    fs::create_directory(ssh().folder());
    SshServer::give(ssh().folder());
  }
  static SshServer& ssh() { return shared_server(); }
};

inline double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace sluss::sftp::test
