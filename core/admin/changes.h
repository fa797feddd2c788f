// Those who wait until something in the store changes. They take no thread of those that work: one thread looks for all
// of them, twice a second, and only while somebody waits.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/result.h"
#include "store/change_watch.h"

namespace sluss::admin {

/// Safe to use from several threads.
class Changes {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Open = std::function<Result<std::unique_ptr<store::ChangeWatch>>()>;
  /// Hears the number that stands for the store as it is now.
  using Told = std::function<void(std::int64_t now)>;
  static constexpr std::size_t most = 256;
  static constexpr std::chrono::milliseconds between_looks{500};

  /// `first`: the number to begin with. One that no earlier process came to: whoever waited there hears at once.
  Changes(Open open, std::int64_t first);
  ~Changes();
  Changes(const Changes&) = delete;
  Changes& operator=(const Changes&) = delete;

  /// `told` is called once, from another thread, as soon as the number is not `since`, and by `until` at the latest.
  /// False: too many wait, or it is closed; then it is not called.
  [[nodiscard]] bool wait(std::optional<std::int64_t> since, Time until, Told told);
  /// Something changed that is not in the store.
  void happened();
  /// All that wait are told before this returns.
  void close();

 private:
  struct Waiting {
    std::optional<std::int64_t> since;
    Time until;
    Told told;
  };

  void look_on(const std::stop_token& stop);
  [[nodiscard]] bool look();
  /// Takes them out of those that wait. With the lock held.
  [[nodiscard]] std::vector<Waiting> due(Time now);

  const Open open_;
  std::unique_ptr<store::ChangeWatch> watch_;  ///< the looking thread's
  bool was_open_ = false;
  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::vector<Waiting> waiting_;
  std::int64_t now_;
  bool somebody_came_ = false, closed_ = false;
  std::jthread thread_;
};

}  // namespace sluss::admin
