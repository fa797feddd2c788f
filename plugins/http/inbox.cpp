#include "inbox.h"

#include <utility>

namespace sluss::http {
namespace {

/// Seconds after which a sender may try again.
constexpr unsigned soon = 1;
constexpr unsigned later = 5;

}  // namespace

std::optional<Reply> Inbox::put(std::string key, std::string body, Answer answer) {
  const std::lock_guard lock(mutex_);
  if (closed_) return refusal(503, "Sluss is closing", later);
  if (keys_.contains(key)) return refusal(409, "a request with this key is still being worked on", soon);
  if (waiting_.size() >= most_) return refusal(503, "too many requests wait for their answer", later);
  auto ticket = std::to_string(++last_ticket_);
  keys_.insert(key);
  waiting_.emplace(ticket, Waiting{key, std::move(answer)});
  untaken_.push_back({std::move(ticket), std::move(key), std::move(body)});
  changed_.notify_all();
  return std::nullopt;
}

void Inbox::wait(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, std::move(stop), [this] { return closed_ || !untaken_.empty(); });
}

std::optional<Pushed> Inbox::take() {
  const std::lock_guard lock(mutex_);
  if (untaken_.empty()) return std::nullopt;
  auto first = std::move(untaken_.front());
  untaken_.pop_front();
  return first;
}

bool Inbox::settle(const std::string& ticket, Reply reply) {
  std::unique_lock lock(mutex_);
  const auto at = waiting_.find(ticket);
  if (at == waiting_.end()) return false;
  const auto waiting = std::move(at->second);
  waiting_.erase(at);
  keys_.erase(waiting.key);
  lock.unlock();
  waiting.answer(std::move(reply));
  return true;
}

void Inbox::close() {
  std::unique_lock lock(mutex_);
  closed_ = true;
  untaken_.clear();
  keys_.clear();
  const auto waiting = std::exchange(waiting_, {});
  lock.unlock();
  changed_.notify_all();
  for (const auto& [ticket, one] : waiting) one.answer(refusal(503, "Sluss is closing", later));
}

}  // namespace sluss::http
