#include "base/clock.h"

#include <date/tz.h>

#include <cstdio>

namespace sluss {
namespace {

const date::time_zone& stockholm() {
  static const auto* zone = date::locate_zone("Europe/Stockholm");
  return *zone;
}

}  // namespace

Instant SystemClock::now() const {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::string to_iso(Instant at) { return date::format("%FT%TZ", at); }

std::optional<Instant> parse_instant(std::string_view text) {
  const auto day = parse_iso_day(text.substr(0, 10));
  if (!day) return std::nullopt;
  if (text.size() == 10) return Instant(*day);
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
  char zulu = 0;
  const std::string time(text.substr(10));
  if (time.size() != 10 || std::sscanf(time.c_str(), "T%2u:%2u:%2u%c", &hour, &minute, &second, &zulu) != 4)
    return std::nullopt;
  if (zulu != 'Z' || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return Instant(*day) + std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second);
}

Day day_in_stockholm(Instant at) {
  const auto local = stockholm().to_local(at);
  return Day(std::chrono::floor<std::chrono::days>(local.time_since_epoch()));
}

std::string to_stockholm(Instant at) { return date::format("%F %H:%M", stockholm().to_local(at)); }

}  // namespace sluss
