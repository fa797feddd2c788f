#include "admin/lockout.h"

#include <algorithm>

namespace sluss::admin {

std::chrono::seconds Lockout::wait(const std::string& who, Time now) const {
  const std::lock_guard lock(mutex_);
  const auto at = tries_.find(who);
  if (at == tries_.end() || at->second.until <= now) return std::chrono::seconds(0);
  return std::chrono::ceil<std::chrono::seconds>(at->second.until - now);
}

void Lockout::failed(const std::string& who, Time now) {
  const std::lock_guard lock(mutex_);
  std::erase_if(tries_, [&](const auto& one) { return now - one.second.last > forgotten_after; });
  if (tries_.size() >= most && !tries_.contains(who)) {
    // Somebody tries from everywhere. The one that is the longest ago makes room.
    tries_.erase(std::ranges::min_element(tries_, {}, [](const auto& one) { return one.second.last; }));
  }
  auto& tries = tries_[who];
  tries.last = now;
  if (++tries.wrong < free_tries) return;
  const auto doublings = std::min(tries.wrong - free_tries, 10);
  tries.until = now + std::min<std::chrono::minutes>(first_wait * (1 << doublings), longest_wait);
}

void Lockout::succeeded(const std::string& who) {
  const std::lock_guard lock(mutex_);
  tries_.erase(who);
}

}  // namespace sluss::admin
