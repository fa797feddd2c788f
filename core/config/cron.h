// When a pipeline runs: five cron fields in a time zone.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace sluss::config {

/// minute hour day-of-month month day-of-week, with `*`, lists, ranges and steps; day-of-week 0-7 (0 and 7 Sunday) or
/// mon-sun. As in cron: when both day fields are restricted, either of them is enough.
/// The local hour that does not exist in spring: the run takes place at the first moment after it. The hour that comes
/// twice in autumn: the run takes place once, the first time.
class Cron {
 public:
  /// Error: Fault::config, naming the field, what stood there and what was expected.
  [[nodiscard]] static Result<Cron> parse(std::string_view text, std::string_view time_zone);
  /// The first run after that moment; nullopt when there is none within five years ("0 0 30 2 *").
  [[nodiscard]] std::optional<Instant> next_after(Instant moment) const;
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  [[nodiscard]] bool falls_on(Day day) const;

  std::bitset<60> minutes_;
  std::bitset<24> hours_;
  std::bitset<32> days_;
  std::bitset<13> months_;
  std::bitset<7> weekdays_;
  bool any_day_ = true, any_weekday_ = true;
  std::string zone_, text_;
};

}  // namespace sluss::config
