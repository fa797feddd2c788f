// Asks the admin API of a daemon, as a program or a browser would, or as neither should.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/value.h"
#include "support/process.h"
#include "support/world.h"

namespace sluss::test {

struct Told {
  int status = 0;                              ///< 0: the connection gave out before an answer came
  std::map<std::string, std::string> headers;  ///< by lower-case name
  std::string body;
  [[nodiscard]] Value json() const;
};

using Lines = std::map<std::string, std::string>;

/// What is wrong with the shape of an answer to that request, by the table of routes; empty: it is of it.
[[nodiscard]] std::string misshapen(const Told& told, const std::string& method, const std::string& target);

/// A world whose daemon has an admin API, and who asks it.
class AdminWorld {
 public:
  AdminWorld();

  void start();
  /// With SIGTERM; what it wrote to stderr.
  std::string stop();
  void keep_secret(const std::string& name, const std::string& secret) const;
  /// Anew, with this below `admin:`, and the secret that it refers to.
  void restart_with(const std::string& keys, const std::string& secret_name, const std::string& secret);
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] pid_t pid() const { return daemon_->pid(); }

  Told ask(const std::string& method, const std::string& target, const Lines& headers = {},
           const std::string& body = "") const;
  Told ask_by(const std::string& token, const std::string& method, const std::string& target,
              const std::string& body = "") const;
  /// The same, where an answer is expected that is of its route's shape: fails the test otherwise.
  Value told_by(const std::string& token, const std::string& method, const std::string& target,
                const std::string& body = "") const;
  /// Makes a token by the command line.
  [[nodiscard]] std::string token(const std::string& name, const std::string& roles) const;

  /// Waits until the daemon has done what it does when it starts, and nothing more is written to its store; the number
  /// by which `changes` calls that.
  [[nodiscard]] std::int64_t settled(const std::string& viewer) const;

  World world;

 private:
  std::uint16_t port_;
  std::unique_ptr<Process> daemon_;
};

}  // namespace sluss::test
