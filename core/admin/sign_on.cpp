#include "admin/sign_on.h"

#include <algorithm>

#include "admin/identity_token.h"
#include "admin/secrets.h"
#include "base/digest.h"
#include "http/serving.h"
#include "http/url.h"

namespace sluss::admin {

std::string SignOn::called() const {
  const auto& settings = provider_.settings();
  if (!settings.called.empty()) return settings.called;
  const auto begin = settings.issuer.find("://") + 3;
  return settings.issuer.substr(begin, settings.issuer.find_first_of("/:", begin) - begin);
}

Result<SignOn::Begun> SignOn::begin(Time now) {
  SLUSS_TRY_ASSIGN(location, provider_.authorization(now));
  const Away away{random_token(), random_token(), random_token(), now};
  const std::string between = location.find('?') == std::string::npos ? "?" : "&";
  location += between + "response_type=code&scope=" + http::percent_encoded("openid profile email") +
              "&client_id=" + http::percent_encoded(provider_.settings().client_id) +
              "&redirect_uri=" + http::percent_encoded(provider_.way_back()) + "&state=" + away.state +
              "&nonce=" + away.nonce + "&code_challenge=" + challenge_of(away.verifier) + "&code_challenge_method=S256";
  Begun begun{std::move(location), random_token()};
  const std::lock_guard lock(mutex_);
  drop_old(now);
  away_[to_hex(digest(begun.ticket))] = away;
  return begun;
}

Result<std::string> SignOn::finish(const std::string& ticket, const std::string& state, const std::string& code,
                                   Time now, Instant at) {
  const auto away = back(ticket, now);
  if (!away || !http::is_same_secret(state, away->state))
    return fail(Fault::denied, "this browser has not gone to log in, or too long ago; begin again");
  SLUSS_TRY_ASSIGN(token, provider_.identity_token(code, away->verifier, now));
  const auto& settings = provider_.settings();
  return claim_in(token, {settings.issuer, settings.client_id, away->nonce, at}, settings.claim);
}

std::optional<SignOn::Away> SignOn::back(const std::string& ticket, Time now) {
  const std::lock_guard lock(mutex_);
  drop_old(now);
  const auto found = away_.extract(to_hex(digest(ticket)));
  return found.empty() ? std::nullopt : std::optional(found.mapped());
}

void SignOn::drop_old(Time now) {
  std::erase_if(away_, [&](const auto& one) { return now - one.second.begun > longest_away; });
  if (away_.size() < most_away) return;
  away_.erase(std::ranges::min_element(away_, {}, [](const auto& one) { return one.second.begun; }));
}

}  // namespace sluss::admin
