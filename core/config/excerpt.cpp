#include "config/excerpt.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/birthday.h"
#include "base/text.h"

namespace sluss::config {
namespace {

constexpr std::size_t tab = 4;
constexpr std::size_t most_columns = 100;
constexpr std::size_t before_fault = 40;  ///< columns of a long line that stay before what is wrong

/// A character as it is shown.
struct Shown {
  std::string text;
  std::size_t columns = 1;
};

bool in(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

/// As terminals have it: Unicode's East Asian width, coarsely.
std::size_t columns_of(char32_t c) {
  if (in(c, 0x300, 0x36F) || in(c, 0x200B, 0x200F) || in(c, 0xFE00, 0xFE0F) || c == 0xFEFF) return 0;
  const bool wide = in(c, 0x1100, 0x115F) || in(c, 0x2E80, 0xA4CF) || in(c, 0xAC00, 0xD7A3) || in(c, 0xF900, 0xFAFF) ||
                    in(c, 0xFE30, 0xFE6F) || in(c, 0xFF00, 0xFF60) || in(c, 0xFFE0, 0xFFE6) ||
                    in(c, 0x1F300, 0x1F64F) || in(c, 0x1F900, 0x1F9FF) || in(c, 0x20000, 0x3FFFD);
  return wide ? 2 : 1;
}

/// The bytes of the character that begins the text; 0 when it is none.
std::size_t bytes_of_first(std::string_view text) {
  for (std::size_t size = 1; size <= 4 && size <= text.size(); ++size) {
    if (is_utf8(text.substr(0, size))) return size;
  }
  return 0;
}

char32_t code_of(std::string_view bytes) {
  const auto first = static_cast<unsigned char>(bytes.front());
  if (bytes.size() == 1) return first;
  auto code = static_cast<char32_t>(first & (0xFFU >> (bytes.size() + 1)));
  for (const char c : bytes.substr(1)) code = (code << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
  return code;
}

Shown shown(char32_t c, std::string_view bytes, std::size_t column) {
  const bool control = c < 0x20 || in(c, 0x7F, 0x9F) || in(c, 0x202A, 0x202E) || in(c, 0x2066, 0x2069);
  if (c == '\t') {
    const auto blanks = tab - column % tab;
    return {std::string(blanks, ' '), blanks};
  }
  if (control) return {"\uFFFD", 1};
  return {std::string(bytes), columns_of(c)};
}

/// The line's characters. A byte that belongs to none counts as one, as it does for `Mark`, unless it could go on one.
std::vector<Shown> characters_of(std::string_view line) {
  std::vector<Shown> characters;
  std::size_t column = 0;
  while (!line.empty()) {
    const auto size = bytes_of_first(line);
    const bool goes_on = size == 0 && (static_cast<unsigned char>(line.front()) & 0xC0U) == 0x80U;
    if (!goes_on || characters.empty())
      characters.push_back(size == 0 ? Shown{"\uFFFD", 1}
                                     : shown(code_of(line.substr(0, size)), line.substr(0, size), column));
    if (!goes_on) column += characters.back().columns;
    line.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return characters;
}

std::size_t width_of(const std::vector<Shown>& characters, std::size_t first, std::size_t last) {
  std::size_t width = 0;
  for (auto at = first; at < last && at < characters.size(); ++at) width += characters[at].columns;
  return width;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool looks_secret(std::string_view key) {
  constexpr std::array<std::string_view, 10> parts = {"password", "passwd",     "passphrase", "pwd",      "secret",
                                                      "token",    "credential", "lösenord",   "losenord", "hemlighet"};
  const auto word = fold_case(key);
  if (word == "key" || word.ends_with("_key") || word.ends_with("-key")) return word != "host_key";
  if (std::any_of(parts.begin(), parts.end(), [&](auto part) { return word.find(part) != std::string::npos; }))
    return true;
  return nearest(word, {"password", "secret", "lösenord"}).has_value();
}

/// Whether a value follows, and not only the name of a secret or the beginning of a map.
bool is_open(std::string_view value) {
  value = trim(value);
  while (!value.empty() && (value.front() == '"' || value.front() == '\'')) value.remove_prefix(1);
  return !value.empty() && !value.starts_with("secret:") && !value.starts_with("${") && value.front() != '{' &&
         value.front() != '#';
}

bool shows_secret(std::string_view line) {
  for (auto colon = line.find_first_of(":="); colon != std::string_view::npos;
       colon = line.find_first_of(":=", colon + 1)) {
    auto key = trim(line.substr(0, colon));
    while (!key.empty() && (key.back() == '"' || key.back() == '\'')) key.remove_suffix(1);
    auto begin = key.size();
    while (begin > 0 && is_word(key[begin - 1])) --begin;
    const auto value = line.substr(colon + 1);
    // "secret:NAME" is a name and no value.
    const bool is_name = key.substr(begin) == "secret" && !value.starts_with(' ');
    if (!is_name && looks_secret(key.substr(begin)) && is_open(value)) return true;
  }
  const auto server = line.find("://");
  const auto at = server == std::string_view::npos ? server : line.find('@', server);
  return at != std::string_view::npos && line.substr(server + 3, at - server - 3).find(':') != std::string_view::npos;
}

/// Ten or twelve digits that begin like a day; organisation numbers do not.
bool is_like_personal_number(std::string_view digits) {
  if (digits.size() == 12) digits.remove_prefix(2);
  return digits.size() == 10 && is_birthday(digits.substr(2, 4));
}

bool shows_person(std::string_view line) {
  std::string digits;
  for (std::size_t at = 0; at <= line.size(); ++at) {
    const char c = at < line.size() ? line[at] : ' ';
    const bool joins = (c == '-' || c == '+') && (digits.size() == 6 || digits.size() == 8);
    if (c >= '0' && c <= '9') digits += c;
    else if (!joins && is_like_personal_number(digits)) return true;
    else if (!joins) digits.clear();
  }
  return false;
}

}  // namespace

Excerpt excerpt_of(std::string_view line, const Mark& mark) {
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  const auto characters = characters_of(line);
  const auto begin = std::min(static_cast<std::size_t>(std::max(mark.column, 1)) - 1, characters.size());
  const auto end = std::min(begin + static_cast<std::size_t>(std::max(mark.length, 1)), characters.size());
  std::size_t first = 0;
  if (width_of(characters, 0, characters.size()) > most_columns) {
    first = begin;
    for (std::size_t left = before_fault; first > 0 && left >= characters[first - 1].columns; --first)
      left -= characters[first - 1].columns;
  }
  auto last = first;
  for (std::size_t left = most_columns; last < characters.size() && left >= characters[last].columns; ++last)
    left -= characters[last].columns;
  Excerpt excerpt;
  if (first > 0) excerpt.line = "…";
  for (auto at = first; at < last; ++at) excerpt.line += characters[at].text;
  if (last < characters.size()) excerpt.line += "…";
  excerpt.underline.assign(width_of(characters, first, begin) + (first > 0 ? 1 : 0), ' ');
  excerpt.underline += '^';
  const auto width = width_of(characters, begin, std::min(end, last));
  if (width > 1) excerpt.underline.append(width - 1, '~');
  return excerpt;
}

std::optional<std::string> reason_to_hide(std::string_view line) {
  if (shows_secret(line)) return "the line is not shown: it may hold a secret";
  if (shows_person(line)) return "the line is not shown: it holds what may be a personal number";
  return std::nullopt;
}

}  // namespace sluss::config
