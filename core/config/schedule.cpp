#include "config/schedule.h"

namespace sluss::config {
namespace {

constexpr auto years_back = std::chrono::days(30 * 366);
// Runs do not gather for longer than that before a calendar begins.
constexpr auto furthest_move = std::chrono::days(366);

}  // namespace

bool Schedule::runs_on(Day day) const {
  if (!calendar) return cron.falls_on(day);
  if (!calendar->contains(day)) return false;
  if (cron.falls_on(day)) return true;
  if (otherwise == Otherwise::skip) return false;
  const auto earliest = day - furthest_move;
  for (auto closed = day - std::chrono::days(1); closed > earliest && !calendar->contains(closed);
       closed -= std::chrono::days(1)) {
    if (cron.falls_on(closed)) return true;
  }
  return false;
}

std::optional<Instant> Schedule::next_after(Instant moment) const {
  return cron.next_after(moment, [this](Day day) { return runs_on(day); });
}

std::optional<Instant> Schedule::last_until(Instant moment) const {
  const auto comes_until_moment = [&](Instant after) {
    const auto at = next_after(after);
    return at && *at <= moment;
  };
  // Halves the span in which the last time must lie: so the two nights of the year stay the business of next_after.
  auto before = moment - years_back;
  if (!comes_until_moment(before)) return std::nullopt;
  auto none = moment;
  while (none - before > std::chrono::seconds(1)) {
    const auto middle = before + (none - before) / 2;
    (comes_until_moment(middle) ? before : none) = middle;
  }
  return none;
}

}  // namespace sluss::config
