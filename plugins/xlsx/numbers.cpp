#include "numbers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "base/day.h"
#include "base/text.h"

namespace sluss::xlsx {
namespace {

constexpr std::int64_t seconds_a_day = 86'400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<double> parse(std::string_view text) {
  double value = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// Whole numbers are kept digit by digit: a double holds no more than sixteen.
std::optional<std::string> whole_text(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size() - 1));
  return (negative && text != "0" ? "-" : "") + std::string(text);
}

/// The nearest number with as many digits as Excel shows: 0.1 + 0.2 is stored as 0.30000000000000004.
double without_noise(double value) {
  constexpr int digits_behind_point = 14;
  std::array<char, 32> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific, digits_behind_point)
          .ptr;
  std::from_chars(text.data(), end, value);
  return value;
}

std::string two_digits(std::int64_t value) {
  return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

std::string clock_text(std::int64_t seconds) {
  return two_digits(seconds / 3600) + ":" + two_digits(seconds / 60 % 60) + ":" + two_digits(seconds % 60);
}

/// Excel counts 29 February 1900, a day that never was, as day 60.
std::optional<Day> day_of(std::int64_t serial, Epoch epoch) {
  constexpr std::int64_t no_such_day = 60;
  constexpr auto last = make_day(9999, 12, 31);
  const bool of_1904 = epoch == Epoch::from_1904;
  if (serial < (of_1904 ? 0 : 1) || serial > 3'000'000 || (!of_1904 && serial == no_such_day)) return std::nullopt;
  const auto zero = of_1904                ? make_day(1904, 1, 1)
                    : serial < no_such_day ? make_day(1899, 12, 31)
                                           : make_day(1899, 12, 30);
  const auto day = zero + std::chrono::days(serial);
  return day <= last ? std::optional<Day>(day) : std::nullopt;
}

std::optional<std::string> moment_text(double serial, Epoch epoch) {
  if (serial < 0 || serial > 3'000'000) return std::nullopt;
  const auto moment = std::llround(serial * seconds_a_day);
  const auto day = day_of(moment / seconds_a_day, epoch);
  if (!day) return std::nullopt;
  const auto seconds = moment % seconds_a_day;
  return to_iso(*day) + (seconds == 0 ? "" : "T" + clock_text(seconds));
}

/// The letters of a format's first section that stand for something, in lower case.
/// "[h]" is given as 'e': elapsed time.
std::string meaningful_letters(std::string_view code) {
  std::string letters;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '[') {
      const auto close = std::min(code.find(']', i), code.size());
      const auto inside = fold_case(code.substr(i + 1, close - i - 1));
      if (!inside.empty() && inside.find_first_not_of(inside.front()) == std::string::npos &&
          std::string_view("hms").find(inside.front()) != std::string_view::npos)
        letters += 'e';
      i = close;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else {
      letters += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
  }
  return letters;
}

bool is_clock(std::string_view text) {
  if (text.size() < 8 || text[2] != ':' || text[5] != ':') return false;
  for (const auto i : {0U, 1U, 3U, 4U, 6U, 7U}) {
    if (!is_digit(text[i])) return false;
  }
  return text.substr(0, 2) < "24" && text.substr(3, 2) < "60" && text.substr(6, 2) < "60";
}

}  // namespace

std::optional<std::string> number_text(std::string_view stored) {
  stored = trim(stored);
  if (auto whole = whole_text(stored)) return whole;
  auto value = parse(stored);
  if (!value) return std::nullopt;
  if (*value == 0) return "0";
  value = without_noise(*value);
  const bool plain = std::abs(*value) < 1e21 && std::abs(*value) >= 1e-7;
  std::array<char, 64> text{};
  const auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), *value, format);
  return error == std::errc() ? std::optional(std::string(text.data(), end)) : std::nullopt;
}

std::optional<std::string> date_text(std::string_view stored, Epoch epoch) {
  const auto serial = parse(trim(stored));
  return serial ? moment_text(*serial, epoch) : std::nullopt;
}

std::optional<std::string> time_text(std::string_view stored, Epoch epoch) {
  const auto serial = parse(trim(stored));
  if (!serial || *serial < 0) return std::nullopt;
  if (*serial >= 1) return moment_text(*serial, epoch);
  return clock_text(std::min<std::int64_t>(std::llround(*serial * seconds_a_day), seconds_a_day - 1));
}

std::optional<std::string> iso_text(std::string_view stored) {
  stored = trim(stored);
  const auto day = parse_iso_day(stored.substr(0, 10));
  if (!day) return std::nullopt;
  const auto rest = stored.substr(10);
  if (rest.empty()) return to_iso(*day);
  if (rest.front() != 'T' || !is_clock(rest.substr(1))) return std::nullopt;
  const auto fraction = rest.substr(9);  // a zone is refused: the text would be another moment than it says
  if (!fraction.empty() && (fraction.front() != '.' || !std::all_of(fraction.begin() + 1, fraction.end(), is_digit)))
    return std::nullopt;
  const auto clock = rest.substr(1, 8);
  return to_iso(*day) + (clock == "00:00:00" ? "" : "T" + std::string(clock));
}

NumberKind kind_of_builtin(int format) {
  const auto within = [format](int first, int last) { return format >= first && format <= last; };
  // 27-36 and 50-58 are days in East Asian Excels.
  if (within(14, 17) || format == 22 || within(27, 36) || within(50, 58)) return NumberKind::date;
  if (within(18, 21) || format == 45 || format == 47) return NumberKind::time;
  return NumberKind::number;
}

NumberKind kind_of_code(std::string_view code) {
  if (fold_case(trim(code)) == "general") return NumberKind::number;
  const auto letters = meaningful_letters(code);
  const auto has = [&](char c) { return letters.find(c) != std::string::npos; };
  if (has('y') || has('d')) return NumberKind::date;
  if (has('e')) return NumberKind::number;
  if (has('h') || has('s')) return NumberKind::time;
  return has('m') ? NumberKind::date : NumberKind::number;
}

}  // namespace sluss::xlsx
