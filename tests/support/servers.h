// What real servers need that a test starts on loopback: a folder, a user without rights, a port.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "support/process.h"

namespace sluss::test {

/// A folder that the servers' user can work in; without blanks, and short: sockets lie in it.
class ServerFolder {
 public:
  ServerFolder();
  ~ServerFolder();
  ServerFolder(const ServerFolder&) = delete;
  ServerFolder& operator=(const ServerFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Gives the servers' user what was made in it.
  void hand_over() const;

 private:
  std::filesystem::path path_;
};

/// The command as the servers' user runs it: nobody, when the test is root.
[[nodiscard]] std::vector<std::string> unprivileged(std::vector<std::string> command);

/// Does anybody listen at that port of 127.0.0.1?
[[nodiscard]] bool listens(int port);
/// Throws when the process ends first, or after twelve seconds.
void wait_until(Process& process, const std::string& name, const std::function<bool()>& done);

}  // namespace sluss::test
