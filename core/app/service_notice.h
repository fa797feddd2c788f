// What the daemon tells the service manager that started it (sd_notify(3)). Without one, nothing is told.
#pragma once

#include <chrono>
#include <string>

namespace sluss::app {

class ServiceNotice {
 public:
  /// How often `alive` is to be called at least: half of what the manager waits for ($WATCHDOG_USEC), `otherwise` when
  /// that is shorter or it does not wait. Not below a second.
  [[nodiscard]] static std::chrono::seconds pulse(std::chrono::seconds otherwise);

  /// The service does its work: begun, or the configuration read again, whatever came of that.
  static void ready();
  /// `ready` must follow.
  static void reloading();
  static void stopping();
  /// To be called by the loop that must not hang, and by no other thread: the manager ends the process when it misses
  /// it.
  static void alive();
  /// One line for who looks (`systemctl status`); told when it has changed. No personal data.
  void status(const std::string& line);

 private:
  std::string status_;
};

}  // namespace sluss::app
