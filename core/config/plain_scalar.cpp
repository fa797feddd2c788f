#include "config/plain_scalar.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace sluss::config {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_of(std::string_view text, std::string_view others) {
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_digit(c) || others.find(c) != std::string_view::npos; });
}

/// "0777": eight times eight to some.
bool is_octal(std::string_view text) { return text.size() > 1 && text.front() == '0' && all_of(text, ""); }

/// "0x1F", "0o17", "0b1".
bool is_other_base(std::string_view text) {
  return text.size() > 2 && text[0] == '0' && std::string_view("xXoObB").find(text[1]) != std::string_view::npos &&
         all_of(text.substr(2), "abcdefABCDEF_");
}

/// "1_000": a thousand to some.
bool is_grouped(std::string_view text) { return text.find('_') != std::string_view::npos && all_of(text, "_."); }

/// "12:30": 750 to some.
bool is_sexagesimal(std::string_view text) {
  return text.find(':') != std::string_view::npos && is_digit(text.back()) && all_of(text, ":");
}

/// "1e5": a hundred thousand to some.
bool is_exponential(std::string_view text) {
  const auto e = text.find_first_of("eE");
  if (e == std::string_view::npos || e == 0 || e + 1 == text.size()) return false;
  auto exponent = text.substr(e + 1);
  if (exponent.size() > 1 && (exponent.front() == '+' || exponent.front() == '-')) exponent.remove_prefix(1);
  return all_of(text.substr(0, e), ".") && all_of(exponent, "");
}

}  // namespace

bool is_ambiguous(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  if (text.empty() || !is_digit(text.front())) return false;
  return is_octal(text) || is_other_base(text) || is_grouped(text) || is_sexagesimal(text) || is_exponential(text);
}

bool begins_with_typographic_quote(std::string_view text) {
  constexpr std::array<std::string_view, 8> quotes = {"\u201C", "\u201D", "\u201E", "\u2018",
                                                      "\u2019", "\u201A", "\u00AB", "\u00BB"};
  return std::any_of(quotes.begin(), quotes.end(), [&](auto quote) { return text.starts_with(quote); });
}

bool is_truth_word(std::string_view text) {
  constexpr std::array<std::string_view, 6> words = {"yes", "no", "on", "off", "true", "false"};
  return std::find(words.begin(), words.end(), fold_case(text)) != words.end();
}

}  // namespace sluss::config
