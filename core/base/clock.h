// Time is asked of a Clock that is handed in, so that tests and `--at` decide what time it is.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"

namespace sluss {

/// A moment in UTC.
using Instant = std::chrono::sys_seconds;

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

/// A clock that stands still.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant at) : at_(at) {}
  [[nodiscard]] Instant now() const override { return at_; }

 private:
  Instant at_;
};

/// "2026-11-23T02:00:00Z".
[[nodiscard]] std::string to_iso(Instant at);

/// Reads YYYY-MM-DDThh:mm:ssZ, or YYYY-MM-DD (that day's start in UTC).
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

/// The day it is in Stockholm at that moment.
[[nodiscard]] Day day_in_stockholm(Instant at);

/// "2026-11-23 03:00" in Stockholm: for people.
[[nodiscard]] std::string to_stockholm(Instant at);

}  // namespace sluss
