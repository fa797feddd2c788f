#include "config/cron.h"

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/text.h"

namespace sluss::config {
namespace {

constexpr std::array weekday_names = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr int days_looked_ahead = 5 * 366;

struct Field {
  const char* name;
  int least, most;
};

std::optional<int> number_in(std::string_view text, const Field& field) {
  int number = -1;
  if (field.most == 7) {
    const auto at = std::find(weekday_names.begin(), weekday_names.end(), fold_case(text));
    if (at != weekday_names.end()) return static_cast<int>(at - weekday_names.begin());
  }
  const auto* end = text.data() + text.size();
  const auto [stop, failed] = std::from_chars(text.data(), end, number);
  const bool fits = failed == std::errc() && stop == end && number >= field.least && number <= field.most;
  return fits ? std::optional(number) : std::nullopt;
}

struct Range {
  int first, last, step;
};

/// "5", "1-5", "*", "*/15", "1-30/5".
std::optional<Range> range_in(std::string_view text, const Field& field) {
  const auto slash = text.find('/');
  const auto span = text.substr(0, slash);
  Range range{field.least, field.most == 7 ? 6 : field.most, 1};
  if (slash != std::string_view::npos) {
    const auto step = number_in(text.substr(slash + 1), {"step", 1, 59});
    if (!step) return std::nullopt;
    range.step = *step;
  }
  if (span == "*") return range;
  const auto dash = span.find('-');
  const auto first = number_in(span.substr(0, dash), field);
  const auto last = dash == std::string_view::npos ? first : number_in(span.substr(dash + 1), field);
  if (!first || !last || *first > *last) return std::nullopt;
  // "5/10" alone means from 5 on, as cron has it.
  const bool open_ended = dash == std::string_view::npos && slash != std::string_view::npos;
  return Range{*first, open_ended ? range.last : *last, range.step};
}

template <std::size_t N>
Result<void> read_field(std::string_view text, const Field& field, std::bitset<N>& bits) {
  for (const auto part : split(text, ',')) {
    const auto range = range_in(part, field);
    if (!range) {
      return fail(Fault::config, std::string("the field \"") + field.name + "\" of a schedule: expected numbers from " +
                                     std::to_string(field.least) + " to " + std::to_string(field.most) +
                                     ", with , - * and /, found \"" + std::string(text) + "\"");
    }
    for (auto value = range->first; value <= range->last; value += range->step) bits.set(static_cast<std::size_t>(value));
  }
  return {};
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (const auto word : split(text, ' ')) {
    if (!word.empty()) words.push_back(word);
  }
  return words;
}

/// The moments when a clock on the wall shows that time.
std::vector<Instant> moments_of(const date::time_zone& zone, date::local_seconds local, bool every_hour) {
  const auto info = zone.get_info(local);
  if (info.result == date::local_info::unique) return {Instant(local.time_since_epoch() - info.first.offset)};
  if (info.result == date::local_info::nonexistent) return every_hour ? std::vector<Instant>() : std::vector{Instant(info.first.end.time_since_epoch())};
  std::vector moments{Instant(local.time_since_epoch() - info.first.offset)};
  if (every_hour) moments.emplace_back(local.time_since_epoch() - info.second.offset);
  return moments;
}

}  // namespace

Result<Cron> Cron::parse(std::string_view text, std::string_view time_zone) {
  const auto words = words_of(text);
  if (words.size() != 5) {
    return fail(Fault::config, "expected five fields (minute hour day month weekday) such as \"0 2 * * *\", found " +
                                   std::to_string(words.size()) + " in \"" + std::string(text) + "\"");
  }
  Cron cron;
  cron.text_ = text;
  cron.zone_ = time_zone;
  SLUSS_TRY(read_field(words[0], {"minute", 0, 59}, cron.minutes_));
  SLUSS_TRY(read_field(words[1], {"hour", 0, 23}, cron.hours_));
  SLUSS_TRY(read_field(words[2], {"day of month", 1, 31}, cron.days_));
  SLUSS_TRY(read_field(words[3], {"month", 1, 12}, cron.months_));
  SLUSS_TRY(read_field(words[4], {"weekday", 0, 7}, cron.weekdays_));
  if (cron.weekdays_[7]) cron.weekdays_.set(0);
  cron.any_day_ = words[2].starts_with('*');
  cron.any_weekday_ = words[4].starts_with('*');
  try {
    static_cast<void>(date::locate_zone(cron.zone_));
  } catch (const std::runtime_error&) {
    return fail(Fault::config, "there is no time zone \"" + cron.zone_ + "\"; expected a name such as Europe/Stockholm");
  }
  return cron;
}

bool Cron::runs_on(Day local_day) const {
  const std::chrono::year_month_day date(local_day);
  if (!months_[unsigned{date.month()}]) return false;
  const bool by_day = days_[unsigned{date.day()}];
  const bool by_weekday = weekdays_[std::chrono::weekday(local_day).c_encoding()];
  // With "*" in one of the two the other decides; "*/2" restricts and still counts as "*", as in cron.
  if (any_day_ || any_weekday_) return by_day && by_weekday;
  return by_day || by_weekday;
}

std::optional<Instant> Cron::next_after(Instant moment) const {
  const auto& zone = *date::locate_zone(zone_);
  const auto local = zone.to_local(date::sys_seconds(moment.time_since_epoch()));
  const auto begin = std::chrono::floor<std::chrono::days>(local.time_since_epoch()) - std::chrono::days(1);
  for (int ahead = 0; ahead < days_looked_ahead; ++ahead) {
    const Day day{std::chrono::duration_cast<std::chrono::days>(begin) + std::chrono::days(ahead)};
    if (!runs_on(day)) continue;
    std::optional<Instant> first;
    for (std::size_t minute = 0; minute < 24 * 60; ++minute) {
      if (!hours_[minute / 60] || !minutes_[minute % 60]) continue;
      const date::local_seconds time(day.time_since_epoch() + std::chrono::minutes(minute));
      for (const auto at : moments_of(zone, time, hours_.all())) {
        if (at > moment && (!first || at < *first)) first = at;
      }
    }
    if (first) return first;
  }
  return std::nullopt;
}

}  // namespace sluss::config
