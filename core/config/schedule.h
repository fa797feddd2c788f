// When a pipeline runs, on which days, and what is expected of its runs.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "config/cron.h"
#include "domain/calendar.h"

namespace sluss::config {

/// What to do about the times at which no daemon ran.
enum class Missed {
  run_once,  ///< one run makes up for all of them
  skip,      ///< nothing: the next run comes at its time
  run_all,   ///< a run for each of them
};

/// What becomes of a run whose day is not in the calendar.
enum class Otherwise {
  skip,      ///< it does not take place
  next_day,  ///< it takes place on the next day that is in it, at the same local time; together with others, once
};

struct Schedule {
  Cron cron;
  Missed missed = Missed::run_once;
  std::optional<domain::Calendar> calendar = std::nullopt;  ///< none: every day
  Otherwise otherwise = Otherwise::skip;
  std::chrono::seconds longest = std::chrono::hours(4);  ///< a run that takes longer is overrunning

  /// The first time after that moment; nullopt when there is none within thirty years, as after the last day of a
  /// calendar.
  [[nodiscard]] std::optional<Instant> next_after(Instant moment) const;
  /// The last time that is not after that moment; nullopt when there was none within thirty years.
  [[nodiscard]] std::optional<Instant> last_until(Instant moment) const;

 private:
  [[nodiscard]] bool runs_on(Day day) const;
};

}  // namespace sluss::config
