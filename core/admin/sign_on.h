// People come in through their organisation: OpenID Connect's code flow with PKCE (RFC 7636). The provider says who
// somebody is; what they may do stands in their account here, which must be there.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "admin/identity_provider.h"
#include "base/clock.h"

namespace sluss::admin {

/// Safe to use from several threads. Those who have gone to log in and are not back yet stand in memory.
class SignOn {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::minutes longest_away{10};
  static constexpr std::size_t most_away = 1000;  ///< beyond that the one who is longest away is forgotten

  explicit SignOn(config::SignOnSettings settings) : provider_(std::move(settings)) {}

  /// What the button says.
  [[nodiscard]] std::string called() const;

  struct Begun {
    std::string location;  ///< where the browser goes
    std::string ticket;    ///< what it must bring back in a cookie: it is the one that went
  };
  /// Errors as of the provider.
  [[nodiscard]] Result<Begun> begin(Time now);
  /// The account's name, as the provider says. A ticket is good once. Errors as of the provider; Fault::denied also
  /// when the ticket is not one of ours, or not the one that goes with `state`.
  [[nodiscard]] Result<std::string> finish(const std::string& ticket, const std::string& state, const std::string& code,
                                           Time now, Instant at);

 private:
  struct Away {
    std::string state, nonce, verifier;
    Time begun;
  };

  [[nodiscard]] std::optional<Away> back(const std::string& ticket, Time now);
  void drop_old(Time now);

  IdentityProvider provider_;
  std::mutex mutex_;
  std::map<std::string, Away> away_;  ///< by the digest of the ticket
};

}  // namespace sluss::admin
