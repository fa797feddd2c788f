// A real SMTP server on loopback, and the certificates it shows.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/value.h"
#include "support/process.h"
#include "support/temporary_folder.h"

namespace sluss::test {

/// A certificate that signs itself, for a name or an address ("IP:127.0.0.1"), with its key, as one PEM file.
[[nodiscard]] std::filesystem::path make_certificate(const std::filesystem::path& folder, const std::string& name);

class SmtpServer {
 public:
  /// Starts it, and waits until it listens. Options as smtp_server.py has them.
  explicit SmtpServer(const std::vector<std::string>& options);

  [[nodiscard]] const std::string& port() const { return port_; }
  /// The mails it has taken, in order.
  [[nodiscard]] std::vector<Value> mails() const;
  /// How often somebody tried to log in.
  [[nodiscard]] std::size_t logins() const;

 private:
  TemporaryFolder folder_;
  Process process_;
  std::string port_;
};

}  // namespace sluss::test
