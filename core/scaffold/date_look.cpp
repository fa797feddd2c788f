#include "scaffold/date_look.h"

#include <array>
#include <charconv>
#include <optional>

#include "base/day.h"

namespace sluss::scaffold {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Three numbers with one separator between them.
struct Parts {
  std::array<std::string_view, 3> numbers;
  char separator = 0;
};

std::optional<Parts> split_date(std::string_view text) {
  Parts parts;
  std::size_t part = 0, begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && is_digit(text[at])) continue;
    if (part == 3 || at == begin) return std::nullopt;
    parts.numbers[part++] = text.substr(begin, at - begin);
    begin = at + 1;
    if (at == text.size()) break;
    if (text[at] != '/' && text[at] != '.' && text[at] != '-') return std::nullopt;
    if (parts.separator != 0 && parts.separator != text[at]) return std::nullopt;
    parts.separator = text[at];
  }
  return part == 3 ? std::optional(parts) : std::nullopt;
}

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool is_day(int year, int month, int day) {
  const auto date = std::chrono::year(year) / month / day;
  return date.ok() && year >= 1950 && year <= 2099;
}

/// By letters: "YMD" says which part is what.
bool reads(const Parts& parts, std::string_view order) {
  std::array<int, 3> date{};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto digits = parts.numbers[i];
    const bool is_year = order[i] == 'Y';
    if (is_year ? digits.size() != 4 && digits.size() != 2 : digits.size() > 2) return false;
    const int value = number(digits) + (is_year && digits.size() == 2 ? 2000 : 0);
    date[is_year ? 0 : order[i] == 'M' ? 1 : 2] = value;
  }
  return is_day(date[0], date[1], date[2]);
}

std::string format_of(const Parts& parts, std::string_view order) {
  std::string format;
  for (std::size_t i = 0; i < 3; ++i) {
    if (i > 0) format += parts.separator;
    format += order[i] == 'Y' ? std::string(parts.numbers[i].size(), 'Y') : std::string(1, order[i]);
  }
  return format;
}

std::vector<std::string> separated(std::string_view text) {
  const auto parts = split_date(text);
  if (!parts) return {};
  std::vector<std::string> formats;
  for (const std::string_view order : {"YMD", "DMY", "MDY"}) {
    if (!reads(*parts, order)) continue;
    const bool is_iso = order == "YMD" && parts->separator == '-' && parts->numbers[0].size() == 4 &&
                        parts->numbers[1].size() == 2 && parts->numbers[2].size() == 2;
    formats.push_back(is_iso ? "" : format_of(*parts, order));
  }
  return formats;
}

std::vector<std::string> all_digits(std::string_view text) {
  if (text.size() == 8 && is_day(number(text.substr(0, 4)), number(text.substr(4, 2)), number(text.substr(6))))
    return {""};
  if (text.size() == 6 && is_day(2000 + number(text.substr(0, 2)), number(text.substr(2, 2)), number(text.substr(4))))
    return {"YYMMDD"};
  return {};
}

}  // namespace

std::vector<std::string> date_formats_of(std::string_view text) {
  bool digits = !text.empty();
  for (const char c : text) digits = digits && is_digit(c);
  if (digits) return all_digits(text);
  // A time of day behind an ISO date is passed over, as the converter does.
  if (text.size() > 11 && (text[10] == 'T' || text[10] == ' ') && parse_iso_day(text.substr(0, 10))) return {""};
  return separated(text);
}

}  // namespace sluss::scaffold
