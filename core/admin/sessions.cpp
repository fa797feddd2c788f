#include "admin/sessions.h"

#include "admin/secrets.h"
#include "base/digest.h"

namespace sluss::admin {

Sessions::Begun Sessions::begin(const std::string& account, Time now, Way way) {
  Begun begun{random_token(), {account, random_token(), way}};
  const std::lock_guard lock(mutex_);
  drop_old(now);
  kept_.emplace(to_hex(digest(begun.id)), Kept{begun.session, now, now});
  return begun;
}

std::optional<Session> Sessions::find(const std::string& id, Time now, Use use) {
  const std::lock_guard lock(mutex_);
  drop_old(now);
  const auto at = kept_.find(to_hex(digest(id)));
  if (at == kept_.end()) return std::nullopt;
  if (use == Use::by_somebody) at->second.used = now;
  return at->second.session;
}

void Sessions::end(const std::string& id) {
  const std::lock_guard lock(mutex_);
  kept_.erase(to_hex(digest(id)));
}

void Sessions::end_all_of(const std::string& account) {
  const std::lock_guard lock(mutex_);
  std::erase_if(kept_, [&](const auto& one) { return one.second.session.account == account; });
}

void Sessions::drop_old(Time now) {
  std::erase_if(
      kept_, [&](const auto& one) { return now - one.second.used > longest_idle || now - one.second.begun > longest; });
}

}  // namespace sluss::admin
