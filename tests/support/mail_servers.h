// Real mail servers on loopback, run without privileges: Dovecot for IMAP, aiosmtpd for SMTP, which delivers to it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "support/process.h"
#include "support/servers.h"
#include "support/test_certificate.h"

namespace sluss::test {

inline constexpr auto mail_user = "sluss";
inline constexpr auto mail_password = "made-up-password-å7Kq";

/// Why the servers cannot be run here; empty when they can.
[[nodiscard]] std::string why_no_mail_servers();

/// A mailbox.
class Dovecot {
 public:
  struct Options {
    std::string holder = "IP:127.0.0.1";  ///< whom the certificate is made out to
    int days = 30;                        ///< how long it is valid
    std::string settings;                 ///< more of dovecot.conf
  };
  explicit Dovecot(const Options& options);
  Dovecot() : Dovecot(Options()) {}
  ~Dovecot() { stop(); }
  Dovecot(const Dovecot&) = delete;
  Dovecot& operator=(const Dovecot&) = delete;

  void start();
  void stop();
  /// Ends whoever serves a session, at once.
  void kill_sessions() const;
  [[nodiscard]] int port() const { return port_; }          ///< STARTTLS
  [[nodiscard]] int tls_port() const { return tls_port_; }  ///< TLS from the beginning
  [[nodiscard]] const std::filesystem::path& ca() const { return certificate_.certificate; }
  [[nodiscard]] std::filesystem::path configuration() const { return folder_.path() / "dovecot.conf"; }

  /// Puts a mail into the inbox.
  void deliver(const std::string& bytes) const;
  /// The mails in a folder, in order; "" is the inbox.
  [[nodiscard]] std::vector<std::string> mails(const std::string& folder = "") const;
  /// How many of the inbox nobody has seen.
  [[nodiscard]] int unseen() const;
  [[nodiscard]] int logged(const std::string& text) const;

 private:
  ServerFolder folder_;
  Certificate certificate_;
  int port_, tls_port_;
  std::unique_ptr<Process> process_;
};

/// A server that takes mail, with STARTTLS and a login, and puts it into a Dovecot's inbox.
class MailRelay {
 public:
  /// Options as mail_relay.py has them.
  explicit MailRelay(const Dovecot& mailbox, const std::vector<std::string>& options = {},
                     const std::string& holder = "IP:127.0.0.1", int days = 30);
  ~MailRelay() { stop(); }
  MailRelay(const MailRelay&) = delete;
  MailRelay& operator=(const MailRelay&) = delete;

  void stop();
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] const std::filesystem::path& ca() const { return certificate_.certificate; }
  [[nodiscard]] int logins() const;

 private:
  ServerFolder folder_;
  Certificate certificate_;
  int port_ = 0;
  std::unique_ptr<Process> process_;
};

}  // namespace sluss::test
