#include "observe/cells.h"

#include <algorithm>
#include <array>

#include "base/birthday.h"
#include "base/text.h"

namespace sluss::observe {
namespace {

constexpr std::size_t longest_number = 9, longest_code = 32, longest_date = 25;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

std::size_t digits_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
}

bool consists_of(std::string_view text, std::string_view also, bool (*of)(char)) {
  return std::all_of(text.begin(), text.end(), [&](char c) { return of(c) || also.find(c) != std::string_view::npos; });
}

/// How many bytes at the front of a text look like a personal number: [YY]YYMMDD, a sign or a blank or nothing, and
/// three digits (the first of them a letter in interim numbers) and a check digit.
std::size_t personal_number_at_front(std::string_view text) {
  for (const std::size_t before : {std::size_t{8}, std::size_t{6}}) {
    if (text.size() < before + 4 || digits_in(text.substr(0, before)) != before) continue;
    if (!is_birthday(text.substr(before - 4, 4))) continue;
    const auto sign = text[before];
    const std::size_t at = before + (sign == '-' || sign == '+' || sign == ' ' ? 1 : 0);
    if (text.size() < at + 4 || digits_in(text.substr(at + 1, 3)) != 3) continue;
    if (!is_digit(text[at]) && !is_capital(text[at])) continue;
    const bool goes_on = text.size() > at + 4 && is_digit(text[at + 4]);
    if (!goes_on) return at + 4;
  }
  return 0;
}

bool is_nothing_but_a_long_number(std::string_view text) {
  const auto digits = digits_in(text);
  return (digits == 10 || digits == 12) && consists_of(text, "-+ ", is_digit);
}

/// A number that is no telephone number: those begin with 0 or +, or are long.
bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto digits = digits_in(text);
  const bool begins_with_nought = text.size() > 1 && text[0] == '0' && is_digit(text[1]);
  return digits > 0 && digits <= longest_number && (!begins_with_nought || digits <= 4) && is_digit(text[0]) &&
         consists_of(text, "., ", is_digit);
}

/// Also with a time of day and a zone.
bool is_date(std::string_view text) {
  const auto is_of_time = [](char c) { return is_digit(c) || c == 'T' || c == 'Z'; };
  const auto digits = digits_in(text);
  return text.size() <= longest_date && digits >= 4 && text.find_first_of("-/.:") != std::string_view::npos &&
         is_digit(text[0]) && text[0] != '0' && consists_of(text, "-/.:+ ", is_of_time) &&
         text.find("  ") == std::string_view::npos;
}

bool is_code(std::string_view text) {
  return text.size() <= longest_code && digits_in(text) > 0 && is_capital(text[0]) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_capital(c) || is_digit(c) || std::string_view("-_./:").find(c) != std::string_view::npos;
         });
}

bool is_yes_or_no(std::string_view text) {
  constexpr std::array<std::string_view, 9> words = {"ja", "nej", "j", "n", "yes", "no", "true", "false", "x"};
  return std::find(words.begin(), words.end(), fold_case(text)) != words.end();
}

}  // namespace

bool is_plain(std::string_view text) {
  text = trim(text);
  if (text.empty()) return true;
  if (without_personal_numbers(text) != text) return false;
  return is_number(text) || is_date(text) || is_code(text) || is_yes_or_no(text);
}

std::vector<std::string_view> personal_numbers_in(std::string_view text) {
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = at == 0 || !is_digit(text[at - 1]);
    const auto length = begins ? personal_number_at_front(text.substr(at)) : 0;
    if (length > 0) found.push_back(text.substr(at, length));
    at += std::max<std::size_t>(length, 1);
  }
  return found;
}

std::string without_personal_numbers(std::string_view text) {
  if (is_nothing_but_a_long_number(text)) return shape_of(text);
  std::string shown;
  const auto* rest = text.data();
  for (const auto number : personal_numbers_in(text)) {
    shown.append(rest, number.data());
    shown += shape_of(number);
    rest = number.data() + number.size();
  }
  return shown.append(rest, text.data() + text.size());
}

std::string shown_cell(std::string_view text, CellKind kind) {
  switch (kind) {
    case CellKind::known: return without_personal_numbers(text);
    case CellKind::unknown: return is_plain(text) ? std::string(text) : shape_of(text);
    case CellKind::personal: return shape_of(text);
    case CellKind::asked_for: return std::string(text);
  }
  return shape_of(text);
}

}  // namespace sluss::observe
