// Stops a jq program that runs too long.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

extern "C" {
#include <jq.h>
}

namespace sluss::jq {

/// Watches one jq_state, which must outlive it. Its thread begins with the first run and sleeps while there is none.
class Watchdog {
 public:
  Watchdog(jq_state* state, std::chrono::milliseconds limit) : state_(state), limit_(limit) {}
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  /// The program starts on a value: its time begins.
  void begin();
  /// The program is done with the value. True: it was stopped.
  [[nodiscard]] bool end();

 private:
  using Moment = std::chrono::steady_clock::time_point;
  void watch();

  jq_state* state_;
  std::chrono::milliseconds limit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool closing_ = false;
  bool running_ = false;
  bool stopped_ = false;
  bool asleep_ = false;  ///< nothing ran for a while: the next run must wake the thread
  Moment began_;
  std::thread thread_;
};

}  // namespace sluss::jq
