#include "http/pace.h"

#include <algorithm>

namespace sluss::http {

std::chrono::nanoseconds Pace::take(Time now) {
  if (rate_.per_second <= 0) return std::chrono::nanoseconds(0);
  const auto interval = std::chrono::nanoseconds(std::chrono::seconds(1)) / rate_.per_second;
  const auto may_begin = due_ - interval * (std::max<std::int64_t>(rate_.burst, 1) - 1);
  due_ = std::max(due_, now) + interval;
  return std::max(std::chrono::nanoseconds(may_begin - now), std::chrono::nanoseconds(0));
}

}  // namespace sluss::http
