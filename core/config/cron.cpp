#include "config/cron.h"

#include <array>
#include <date/tz.h>
#include <stdexcept>

#include "base/text.h"

namespace sluss::config {
namespace {

/// One of the five fields: what it may hold.
struct Field {
  const char* name;
  int least, most;
};

constexpr Field minute_field{"minute", 0, 59};
constexpr Field hour_field{"hour", 0, 23};
constexpr Field day_field{"day of month", 1, 31};
constexpr Field month_field{"month", 1, 12};
constexpr Field weekday_field{"day of week", 0, 7};

// A leap day that must also be a bank day comes after 16 years at the latest.
constexpr auto years_ahead = std::chrono::days(30 * 366);

struct Range {
  int first, last;
};

tl::unexpected<Error> fault(const Field& field, std::string_view text, const std::string& expected) {
  return fail(Fault::config, std::string(field.name) + " \"" + std::string(text) + "\": expected " + expected);
}

std::string values_of(const Field& field) {
  auto values = std::to_string(field.least) + " to " + std::to_string(field.most);
  return field.most == 7 ? values + " or mon to sun" : values;
}

std::optional<int> digits(std::string_view text) {
  if (text.empty() || text.size() > 2) return std::nullopt;
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

/// mon is 1; sun is 7, which is also 0.
std::optional<int> weekday_name(std::string_view text) {
  constexpr std::array<std::string_view, 7> names = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (fold_case(text) == names[i]) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

Result<int> parse_value(const Field& field, std::string_view text) {
  auto value = digits(text);
  if (!value && field.most == weekday_field.most) value = weekday_name(text);
  if (!value || *value < field.least || *value > field.most) return fault(field, text, values_of(field));
  return *value;
}

Result<Range> parse_range(const Field& field, std::string_view text) {
  if (text == "*") return Range{field.least, field.most == 7 ? 6 : field.most};
  const auto dash = text.find('-');
  SLUSS_TRY_ASSIGN(first, parse_value(field, text.substr(0, dash)));
  if (dash == std::string_view::npos) return Range{first, first};
  SLUSS_TRY_ASSIGN(last, parse_value(field, text.substr(dash + 1)));
  const int from = first == 7 && field.most == 7 && last < 7 ? 0 : first;
  if (from > last) return fault(field, text, "a range that begins before it ends");
  return Range{from, last};
}

Result<int> parse_step(const Field& field, std::string_view item, std::size_t slash) {
  const auto range = item.substr(0, slash);
  if (range != "*" && range.find('-') == std::string_view::npos) return fault(field, item, "* or a range before the /");
  const auto step = digits(item.substr(slash + 1));
  if (!step || *step == 0) return fault(field, item, "a number from 1 after the /");
  return *step;
}

template <std::size_t N>
Result<void> parse_field(const Field& field, std::string_view text, std::bitset<N>& set) {
  for (const auto item : split(text, ',')) {
    const auto slash = item.find('/');
    int step = 1;
    if (slash != std::string_view::npos) {
      SLUSS_TRY_ASSIGN(given, parse_step(field, item, slash));
      step = given;
    }
    SLUSS_TRY_ASSIGN(range, parse_range(field, item.substr(0, slash)));
    for (int value = range.first; value <= range.last; value += step) {
      set.set(static_cast<std::size_t>(field.most == 7 && value == 7 ? 0 : value));
    }
  }
  return {};
}

std::vector<std::string_view> fields_of(std::string_view text) {
  std::vector<std::string_view> fields;
  for (const auto field : split(text, ' ')) {
    if (!field.empty()) fields.push_back(field);
  }
  return fields;
}

Result<void> check_zone(std::string_view name) {
  try {
    (void)date::locate_zone(std::string(name));
    return {};
  } catch (const std::runtime_error&) {
    return fail(Fault::config, "time zone \"" + std::string(name) + "\": expected a name such as Europe/Stockholm");
  }
}

/// The moment of a local time: a time that is passed over is the first one after it, one that comes twice the first.
Instant moment_of(const date::time_zone& zone, date::local_seconds local) {
  const auto info = zone.get_info(local);
  if (info.result == date::local_info::nonexistent) return info.first.end;
  return Instant(local.time_since_epoch() - info.first.offset);
}

}  // namespace

Result<Cron> Cron::parse(std::string_view text, std::string_view time_zone) {
  const auto fields = fields_of(text);
  if (fields.size() != 5)
    return fail(Fault::config, "\"" + std::string(text) +
                                   "\": expected five fields: minute, hour, day of month, month and "
                                   "day of week, such as \"0 2 * * *\"");
  Cron cron;
  SLUSS_TRY(parse_field(minute_field, fields[0], cron.minutes_));
  SLUSS_TRY(parse_field(hour_field, fields[1], cron.hours_));
  SLUSS_TRY(parse_field(day_field, fields[2], cron.days_));
  SLUSS_TRY(parse_field(month_field, fields[3], cron.months_));
  SLUSS_TRY(parse_field(weekday_field, fields[4], cron.weekdays_));
  SLUSS_TRY(check_zone(time_zone));
  // As cron has it: a field that begins with a star is not a restriction of its own, also not "*/2".
  cron.any_day_ = fields[2].front() == '*';
  cron.any_weekday_ = fields[4].front() == '*';
  cron.zone_ = time_zone;
  cron.text_ = text;
  return cron;
}

bool Cron::falls_on(Day day) const {
  const std::chrono::year_month_day date(day);
  if (!months_.test(unsigned(date.month()))) return false;
  const bool by_day = days_.test(unsigned(date.day()));
  const bool by_weekday = weekdays_.test(std::chrono::weekday(day).c_encoding());
  return any_day_ || any_weekday_ ? by_day && by_weekday : by_day || by_weekday;
}

std::optional<Instant> Cron::next_by_real_time(Instant moment, const date::time_zone& zone,
                                               const std::function<bool(Day)>& runs_on) const {
  using std::chrono::minutes;
  const auto end = moment + years_ahead;
  for (auto at = std::chrono::floor<minutes>(moment) + minutes(1); at <= end; at += minutes(1)) {
    const auto local = zone.to_local(at);
    const auto day = date::floor<date::days>(local);
    const auto minute = std::chrono::floor<minutes>(local - day).count() % 60;
    if (!runs_on(Day(day.time_since_epoch()))) at += minutes(59 - minute);
    else if (minutes_.test(static_cast<std::size_t>(minute))) return at;
  }
  return std::nullopt;
}

std::optional<Instant> Cron::next_after(Instant moment) const {
  return next_after(moment, [this](Day day) { return falls_on(day); });
}

std::optional<Instant> Cron::next_after(Instant moment, const std::function<bool(Day)>& runs_on) const {
  const auto* zone = date::locate_zone(zone_);
  if (hours_.all()) return next_by_real_time(moment, *zone, runs_on);
  const auto today = date::floor<date::days>(zone->to_local(moment));
  for (auto day = today; day <= today + years_ahead; day += date::days(1)) {
    if (!runs_on(Day(day.time_since_epoch()))) continue;
    for (std::size_t minute = 0; minute < 24 * 60; ++minute) {
      if (!hours_.test(minute / 60) || !minutes_.test(minute % 60)) continue;
      const auto at = moment_of(*zone, day + std::chrono::minutes(minute));
      if (at > moment) return at;
    }
  }
  return std::nullopt;
}

}  // namespace sluss::config
