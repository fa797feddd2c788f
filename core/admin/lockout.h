// Slows down whoever tries passwords and tokens that are wrong.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace sluss::admin {

/// Counts wrong tries by what was tried (an account) and by who tried (an address). After five, each next one must wait
/// twice as long as the one before: a minute, then two, up to an hour. Safe to use from several threads.
class Lockout {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr int free_tries = 5;
  static constexpr std::chrono::minutes first_wait{1};
  static constexpr std::chrono::hours longest_wait{1};

  /// How long to wait before the next try; 0: it may be made now.
  [[nodiscard]] std::chrono::seconds wait(const std::string& who, Time now) const;
  void failed(const std::string& who, Time now);
  void succeeded(const std::string& who);

 private:
  struct Tries {
    int wrong = 0;
    Time until, last;
  };
  static constexpr std::size_t most = 10'000;
  static constexpr std::chrono::hours forgotten_after{24};

  mutable std::mutex mutex_;
  std::map<std::string, Tries> tries_;
};

}  // namespace sluss::admin
