// A connection to a mail server, encrypted and logged in by libcurl; what is said on it then is the caller's.
// libcurl knows the greetings, STARTTLS and its traps, and the ways to log in. Its own commands are too few: its IMAP
// marks what it reads as seen and loses literals, and its SMTP does not tell at which command it was refused.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "access.h"

namespace sluss::mail {

enum class Protocol { smtp, imap };

/// Used by one thread. All errors are about the connection: Fault::unavailable, Fault::denied (not let in, or not who
/// it should be) or Fault::cancelled; none holds what was sent or came. After one the connection is of no more use.
class Connection {
 public:
  /// Reaches the server, encrypts, and logs in once when there is a user.
  [[nodiscard]] static Result<std::unique_ptr<Connection>> open(Protocol protocol, const Access& access,
                                                                const std::stop_token& stop);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] Result<void> send(std::string_view bytes, const std::stop_token& stop);
  /// The next line, without its end.
  [[nodiscard]] Result<std::string> line(const std::stop_token& stop);
  [[nodiscard]] Result<std::string> bytes(std::size_t count, const std::stop_token& stop);

  /// "imap.example.se:993", for errors.
  [[nodiscard]] const std::string& place() const;
  /// What the server said until we were let in, line by line.
  [[nodiscard]] const std::vector<std::string>& heard() const;
  /// When the server's certificate ends; nullopt without encryption.
  [[nodiscard]] std::optional<Instant> certificate_end() const;
  /// Fault::unavailable: what it said does not fit the protocol.
  [[nodiscard]] tl::unexpected<Error> not_understood() const;

 private:
  struct State;
  explicit Connection(std::unique_ptr<State> state);
  [[nodiscard]] Result<void> receive(std::chrono::steady_clock::time_point latest, const std::stop_token& stop);
  [[nodiscard]] Result<void> wait(short events, std::chrono::steady_clock::time_point latest,
                                  const std::stop_token& stop);
  [[nodiscard]] tl::unexpected<Error> broke(const std::string& how);

  std::unique_ptr<State> state_;
};

/// For probes. Fault::config: the server's certificate ends within 14 days.
[[nodiscard]] Result<void> check_certificate(const Connection& connection, Instant now);

}  // namespace sluss::mail
