#include "admin/changes.h"

#include <algorithm>
#include <utility>

namespace sluss::admin {

Changes::Changes(Open open, std::int64_t first)
    : open_(std::move(open)), now_(first), thread_([this](const std::stop_token& stop) { look_on(stop); }) {}

Changes::~Changes() { close(); }

bool Changes::wait(std::optional<std::int64_t> since, Time until, Told told) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_ || waiting_.size() >= most) return false;
    waiting_.push_back({since, until, std::move(told)});
    somebody_came_ = true;
  }
  woken_.notify_one();
  return true;
}

void Changes::happened() {
  {
    const std::lock_guard lock(mutex_);
    ++now_;
    somebody_came_ = true;
  }
  woken_.notify_one();
}

void Changes::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
  for (const auto& one : std::exchange(waiting_, {})) one.told(now_);
}

void Changes::look_on(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  for (;;) {
    woken_.wait(lock, stop, [this] { return !waiting_.empty(); });
    if (stop.stop_requested()) return;
    somebody_came_ = false;
    lock.unlock();
    const bool changed = look();
    lock.lock();
    if (changed) ++now_;
    const auto told = due(std::chrono::steady_clock::now());
    const auto now = now_;
    lock.unlock();
    for (const auto& one : told) one.told(now);
    lock.lock();
    // Whoever comes meanwhile is answered at once when what it knows is old.
    if (!waiting_.empty()) woken_.wait_for(lock, stop, between_looks, [this] { return somebody_came_; });
  }
}

/// A store that cannot be looked at does not change: whoever asks for more than a number hears why. What happened until
/// it can be looked at again is not known, which is a change.
bool Changes::look() {
  if (watch_ == nullptr) {
    auto opened = open_();
    if (!opened) return false;
    watch_ = std::move(*opened);
    return std::exchange(was_open_, true);
  }
  const auto changed = watch_->changed();
  if (!changed) watch_.reset();
  return changed && *changed;
}

std::vector<Changes::Waiting> Changes::due(Time now) {
  const auto waits = [&](const Waiting& one) { return one.since && *one.since == now_ && one.until > now; };
  const auto begin = std::stable_partition(waiting_.begin(), waiting_.end(), waits);
  std::vector<Waiting> found(std::make_move_iterator(begin), std::make_move_iterator(waiting_.end()));
  waiting_.erase(begin, waiting_.end());
  return found;
}

}  // namespace sluss::admin
