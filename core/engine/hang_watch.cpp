#include "engine/hang_watch.h"

namespace sluss::engine {

HangWatch::HangWatch(std::chrono::milliseconds longest, std::function<void()> hung)
    : longest_(longest), hung_(std::move(hung)), thread_([this](const std::stop_token& stop) { watch(stop); }) {}

void HangWatch::set(std::optional<Clock::time_point> begun) {
  const std::scoped_lock lock(mutex_);
  begun_ = begun;
}

void HangWatch::watch(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    never_.wait_for(lock, stop, longest_ / 10, [] { return false; });
    if (!begun_ || Clock::now() - *begun_ <= longest_) continue;
    begun_.reset();
    hung_();
  }
}

}  // namespace sluss::engine
