// A real PostgreSQL on loopback, run without privileges, in a folder of its own: with TLS, a user with a password and
// one with a certificate.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "support/process.h"
#include "support/servers.h"
#include "support/test_certificate.h"

namespace sluss::test {

inline constexpr auto database_name = "studier", database_user = "sluss", database_password = "made-up-password-å7Kq";
/// Whom a certificate for a client is made out to (see make_certificate): the user that logs in with it.
inline constexpr auto certified_user = "test";

class PostgresServer {
 public:
  /// `holder` and `days` as for make_certificate: of the server's certificate.
  explicit PostgresServer(const std::string& holder = "IP:127.0.0.1", int days = 30);
  ~PostgresServer() { stop(); }
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  void start();
  /// At once: who is connected is cut off.
  void stop();
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] const std::filesystem::path& ca() const { return certificate_.certificate; }
  [[nodiscard]] const Certificate& client() const { return client_; }
  /// The folder of its socket.
  [[nodiscard]] std::string socket() const { return folder_.path().string(); }

  /// As its administrator, what psql prints; throws when that fails.
  std::string sql(const std::string& statements) const;
  /// The process that serves whoever is in this state of a statement, as pg_stat_activity has it; 0 when there is none.
  [[nodiscard]] int backend(const std::string& statement) const;

 private:
  ServerFolder folder_;
  Certificate certificate_, client_;
  int port_;
  std::unique_ptr<Process> process_;
};

}  // namespace sluss::test
