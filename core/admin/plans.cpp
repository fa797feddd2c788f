#include "admin/plans.h"

#include <algorithm>

namespace sluss::admin {

std::optional<std::int64_t> Plans::begin(const std::string& pipeline, Make make) {
  const std::lock_guard lock(mutex_);
  const auto id = last_ + 1;
  // It cannot end before it stands here: `end` waits for the lock.
  if (!aside_.begin([this, id, make = std::move(make)](const std::stop_token& stop) { end(id, make(stop)); }))
    return std::nullopt;
  last_ = id;
  plans_.push_back({id, pipeline});
  if (plans_.size() > kept) plans_.pop_front();
  return id;
}

std::optional<Plan> Plans::find(std::int64_t id) const {
  const std::lock_guard lock(mutex_);
  const auto at = std::ranges::find(plans_, id, &Plan::id);
  return at == plans_.end() ? std::nullopt : std::optional(*at);
}

void Plans::end(std::int64_t id, Result<Value> made) {
  {
    const std::lock_guard lock(mutex_);
    const auto at = std::ranges::find(plans_, id, &Plan::id);
    if (at == plans_.end()) return;
    at->state = made ? "done" : "failed";
    if (made) at->made = std::move(*made);
    else at->error = made.error().what;
  }
  ended_();
}

}  // namespace sluss::admin
