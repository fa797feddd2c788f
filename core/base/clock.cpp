#include "base/clock.h"

#include <date/tz.h>
#include <filesystem>
#include <new>
#include <stdexcept>

namespace sluss {
namespace {

/// The library calls a zone unknown that it had no memory to read.
const date::time_zone* find_stockholm() {
  try {
    return date::locate_zone("Europe/Stockholm");
  } catch (const std::runtime_error&) {
    std::error_code failed;
    if (std::filesystem::exists("/usr/share/zoneinfo/Europe/Stockholm", failed)) throw std::bad_alloc();
    throw;
  }
}

const date::time_zone& stockholm() {
  static const auto* zone = find_stockholm();
  return *zone;
}

std::optional<int> two_digits(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!is_digit(text[0]) || !is_digit(text[1])) return std::nullopt;
  return (text[0] - '0') * 10 + (text[1] - '0');
}

}  // namespace

Instant SystemClock::now() const { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

std::string to_iso(Instant at) { return date::format("%FT%TZ", at); }

std::optional<Instant> parse_instant(std::string_view text) {
  const auto day = parse_iso_day(text.substr(0, 10));
  if (!day) return std::nullopt;
  if (text.size() == 10) return Instant(*day);
  const auto time = text.substr(10);
  if (time.size() != 10 || time[0] != 'T' || time[3] != ':' || time[6] != ':' || time[9] != 'Z') return std::nullopt;
  const auto hour = two_digits(time.substr(1, 2));
  const auto minute = two_digits(time.substr(4, 2));
  const auto second = two_digits(time.substr(7, 2));
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return Instant(*day) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

Day day_in_stockholm(Instant at) {
  const auto local = stockholm().to_local(at);
  return Day(std::chrono::floor<std::chrono::days>(local.time_since_epoch()));
}

std::string to_stockholm(Instant at) { return date::format("%F %H:%M", stockholm().to_local(at)); }

}  // namespace sluss
