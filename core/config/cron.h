// When a pipeline runs: five cron fields in a time zone.
#pragma once

#include <bitset>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace date {
class time_zone;
}

namespace sluss::config {

/// minute hour day-of-month month day-of-week, with `*`, lists, ranges and steps; day-of-week 0-7 (0 and 7 Sunday) or
/// mon-sun. As in cron: when both day fields are restricted, either of them is enough.
/// The local hour that does not exist in spring: the run takes place at the first moment after it. The hour that comes
/// twice in autumn: the run takes place once, the first time. A schedule for every hour of the day goes by real time
/// instead: it neither stands still in autumn nor catches up in spring.
class Cron {
 public:
  /// Error: Fault::config, naming the field, what stood there and what was expected.
  [[nodiscard]] static Result<Cron> parse(std::string_view text, std::string_view time_zone);
  /// The first run after that moment; nullopt when there is none within thirty years ("0 0 30 2 *").
  [[nodiscard]] std::optional<Instant> next_after(Instant moment) const;
  /// The same hours and minutes, but on the days for which `runs_on` says so instead of its own.
  [[nodiscard]] std::optional<Instant> next_after(Instant moment, const std::function<bool(Day)>& runs_on) const;
  /// Do its day fields let it run on that day?
  [[nodiscard]] bool falls_on(Day day) const;
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  [[nodiscard]] std::optional<Instant> next_by_real_time(Instant moment, const date::time_zone& zone,
                                                         const std::function<bool(Day)>& runs_on) const;

  std::bitset<60> minutes_;
  std::bitset<24> hours_;
  std::bitset<32> days_;
  std::bitset<13> months_;
  std::bitset<7> weekdays_;
  bool any_day_ = true, any_weekday_ = true;
  std::string zone_, text_;
};

}  // namespace sluss::config
