// One folder of a mailbox, by IMAP (RFC 3501, and MOVE and UIDPLUS where the server has them).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connection.h"

namespace sluss::imap {

/// A message as the folder lists it.
struct Listed {
  std::uint32_t uid = 0;
  std::uint64_t size = 0;
};

/// Used by one thread. Errors: those of mail::Connection, Fault::denied also for a folder that cannot be opened, and
/// Fault::unavailable for a command that the server does not do now.
class Mailbox {
 public:
  enum class Use { read_and_move, read };

  /// Reaches the server, logs in, and opens the folder.
  [[nodiscard]] static Result<std::unique_ptr<Mailbox>> open(const mail::Access& access, const std::string& folder,
                                                             Use use, const std::stop_token& stop);

  /// As long as it stays the same, a UID stands for the same message.
  [[nodiscard]] std::uint32_t validity() const { return validity_; }
  /// The messages that nobody has deleted, oldest first.
  [[nodiscard]] Result<std::vector<Listed>> list(const std::stop_token& stop);
  /// The message as it came, still unread afterwards; nullopt: it is gone. `largest` bytes at most, else it is
  /// Fault::unavailable: the server said another size.
  [[nodiscard]] Result<std::optional<std::string>> message(std::uint32_t uid, std::uint64_t largest,
                                                           const std::stop_token& stop);
  /// Its first 64 KiB of headers.
  [[nodiscard]] Result<std::optional<std::string>> headers(std::uint32_t uid, const std::stop_token& stop);
  /// Into another folder, which is made when it is missing.
  [[nodiscard]] Result<void> move(std::uint32_t uid, const std::string& folder, const std::stop_token& stop);

  [[nodiscard]] const mail::Connection& connection() const { return *connection_; }

 private:
  /// A line of the server, with the literals in it taken out.
  struct Response {
    std::string text;  ///< a literal leaves its "{123}"
    std::vector<std::string> literals;
  };
  struct Answer {
    std::string status;  ///< "OK ...", "NO ..." or "BAD ..."
    std::vector<Response> responses;
    [[nodiscard]] bool good() const { return status.starts_with("OK"); }
  };
  explicit Mailbox(std::unique_ptr<mail::Connection> connection) : connection_(std::move(connection)) {}

  [[nodiscard]] Result<Answer> command(const std::string& text, std::uint64_t largest_literal,
                                       const std::stop_token& stop);
  [[nodiscard]] Result<Response> response(std::uint64_t largest_literal, const std::stop_token& stop);
  [[nodiscard]] Result<void> select(const std::string& folder, Use use, const std::stop_token& stop);
  [[nodiscard]] Result<void> learn_capabilities(const std::stop_token& stop);
  [[nodiscard]] Result<std::optional<std::string>> fetch(std::uint32_t uid, const std::string& what,
                                                         std::uint64_t largest, const std::stop_token& stop);
  [[nodiscard]] Result<Answer> move_once(const std::string& uid, const std::string& folder,
                                         const std::stop_token& stop);
  [[nodiscard]] tl::unexpected<Error> refused(const std::string& what, const Answer& answer) const;

  std::unique_ptr<mail::Connection> connection_;
  std::uint32_t validity_ = 0;
  bool moves_ = false, expunges_by_uid_ = false;
  unsigned commands_ = 0;
};

}  // namespace sluss::imap
