// Ends what hangs: a step works within the store's only write transaction, so while it hangs nothing else is stored,
// and no alarm gets out.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace sluss::engine {

class HangWatch {
 public:
  using Clock = std::chrono::steady_clock;

  /// `hung` is called by a thread of the watch's own when one piece of work has taken longer than that.
  HangWatch(std::chrono::milliseconds longest, std::function<void()> hung);
  HangWatch(const HangWatch&) = delete;
  HangWatch& operator=(const HangWatch&) = delete;

  /// One piece of work, from here to the end of what is given back.
  class Work {
   public:
    explicit Work(HangWatch& watch) : watch_(watch) { watch_.set(Clock::now()); }
    ~Work() { watch_.set(std::nullopt); }
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;

   private:
    HangWatch& watch_;
  };

 private:
  void set(std::optional<Clock::time_point> begun);
  void watch(const std::stop_token& stop);

  std::chrono::milliseconds longest_;
  std::function<void()> hung_;
  std::mutex mutex_;
  std::condition_variable_any never_;
  std::optional<Clock::time_point> begun_;
  std::jthread thread_;
};

}  // namespace sluss::engine
