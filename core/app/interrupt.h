// Ctrl-C and SIGTERM as a stop_token, for commands that run a pipeline.
#pragma once

#include <stop_token>
#include <thread>

namespace sluss::app {

/// While it lives, the first SIGINT or SIGTERM asks to stop, and the process goes on until the work has stopped. The
/// second one does not wait for it.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  std::jthread waiter_;
};

}  // namespace sluss::app
