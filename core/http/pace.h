// How fast one may ask: on average one request an interval, and a burst of them after a rest. Pure.
#pragma once

#include <chrono>
#include <cstdint>

namespace sluss::http {

struct Rate {
  std::int64_t per_second = 0;  ///< 0: as fast as it goes
  std::int64_t burst = 1;       ///< so many at once after a rest
};

class Pace {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit Pace(Rate rate) : rate_(rate) {}
  /// How long the next request has to wait from now. It counts as made then.
  [[nodiscard]] std::chrono::nanoseconds take(Time now);

 private:
  Rate rate_;
  Time due_{};  ///< when the requests made so far would have been made without bursts
};

}  // namespace sluss::http
