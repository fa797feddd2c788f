#include "admin/aside.h"

namespace sluss::admin {

Aside::Aside(std::size_t most) : most_(most), thread_([this](const std::stop_token& stop) { work_on(stop); }) {}

Aside::~Aside() { close(); }

bool Aside::begin(Work work) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_ || waiting_.size() + (busy_ ? 1 : 0) >= most_) return false;
    waiting_.push_back(std::move(work));
  }
  changed_.notify_one();
  return true;
}

void Aside::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void Aside::work_on(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, stop, [this] { return !waiting_.empty(); });
    if (waiting_.empty()) return;
    const auto work = std::move(waiting_.front());
    waiting_.pop_front();
    busy_ = true;
    lock.unlock();
    work(stop);
    lock.lock();
    busy_ = false;
  }
}

}  // namespace sluss::admin
