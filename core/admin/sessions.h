// Who has logged in with a browser. Sessions live in memory: a restart of the daemon ends all of them.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace sluss::admin {

/// How somebody has come in.
enum class Way {
  own,    ///< by what was proved once
  proxy,  ///< on a reverse proxy's word: good for as long as it says the same with each request
};

struct Session {
  std::string account;
  std::string csrf;  ///< what a request that changes something must bring besides the cookie
  Way way = Way::own;
};

/// Safe to use from several threads. Moments are of the steady clock: setting the machine's clock ends no session, and
/// prolongs none.
class Sessions {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::minutes longest_idle{30};
  static constexpr std::chrono::hours longest{12};

  struct Begun {
    std::string id;
    Session session;
  };

  [[nodiscard]] Begun begin(const std::string& account, Time now, Way way = Way::own);
  enum class Use { by_somebody, by_nobody };
  /// Nullopt when it is unknown or over. Used by somebody, it is idle no more.
  [[nodiscard]] std::optional<Session> find(const std::string& id, Time now, Use use = Use::by_somebody);
  void end(const std::string& id);
  /// All of one account: its password or roles have changed, or it is gone.
  void end_all_of(const std::string& account);

 private:
  struct Kept {
    Session session;
    Time begun, used;
  };

  void drop_old(Time now);

  std::mutex mutex_;
  std::map<std::string, Kept> kept_;  ///< by the digest of the id: a look into memory opens nothing
};

}  // namespace sluss::admin
