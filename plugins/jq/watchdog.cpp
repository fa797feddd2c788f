#include "watchdog.h"

namespace sluss::jq {

Watchdog::~Watchdog() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Watchdog::begin() {
  const std::lock_guard lock(mutex_);
  began_ = std::chrono::steady_clock::now();
  running_ = true;
  stopped_ = false;
  if (!thread_.joinable()) thread_ = std::thread([this] { watch(); });
  else if (asleep_) changed_.notify_all();
}

bool Watchdog::end() {
  const std::lock_guard lock(mutex_);
  running_ = false;
  return stopped_;
}

void Watchdog::watch() {
  // Looking ten times within the limit costs the runs nothing: they do not have to wake this thread.
  const auto tick = limit_ / 10;
  std::unique_lock lock(mutex_);
  while (!closing_) {
    const auto seen = began_;
    changed_.wait_for(lock, tick, [this] { return closing_; });
    if (running_ && !stopped_ && std::chrono::steady_clock::now() - began_ >= limit_) {
      stopped_ = true;
      jq_halt(state_, jv_invalid(), jv_invalid());
    }
    if (running_ || began_ != seen) continue;
    asleep_ = true;
    changed_.wait(lock, [this] { return closing_ || running_; });
    asleep_ = false;
  }
}

}  // namespace sluss::jq
