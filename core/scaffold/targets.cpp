#include "scaffold/targets.h"

#include <algorithm>

#include "base/text.h"

namespace sluss::scaffold {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_word(char c) { return is_upper(c) || is_lower(c) || (c >= '0' && c <= '9') || (c & 0x80) != 0; }

/// Whether the words of `part` stand next to each other in `whole`.
bool has_words(const std::string& whole, const std::string& part) {
  return (" " + whole + " ").find(" " + part + " ") != std::string::npos;
}

/// A word of one language is often written as one: "startdatum" begins as "start" does.
bool begins_alike(const std::string& header, const std::string& name) {
  constexpr std::size_t enough = 5;
  return name.size() >= enough && header.starts_with(name);
}

int likeness(const std::string& header, const std::string& name) {
  if (header == name) return 100;
  // The last word says what it is: the first name in "student first name".
  const int last = header.ends_with(" " + name) ? 10 : 0;
  if (has_words(header, name)) return 60 + last + 5 * static_cast<int>(std::count(name.begin(), name.end(), ' '));
  return begins_alike(header, name) ? 40 : 0;
}

}  // namespace

std::string plain_name(std::string_view header) {
  std::string spaced;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const char c = header[i];
    // An inner capital begins a word: "startDate", but not "HSAId".
    if (i > 0 && is_upper(c) && is_lower(header[i - 1])) spaced += ' ';
    spaced += is_word(c) ? c : ' ';
  }
  const auto folded = fold_case(spaced);
  std::string plain;
  for (const auto word : split(folded, ' ')) {
    if (!word.empty()) plain += (plain.empty() ? "" : " ") + std::string(word);
  }
  return plain;
}

int likeness(const Target& target, std::string_view header) {
  const auto plain = plain_name(header);
  // Of a path the last name says most: "student.period.start" is a start.
  const auto dot = header.rfind('.');
  const auto last = dot == std::string_view::npos ? plain : plain_name(header.substr(dot + 1));
  int best = 0;
  for (const auto name : target.names) {
    best = std::max(best, likeness(plain, std::string(name)));
    best = std::max(best, likeness(last, std::string(name)) - 10);
  }
  return best;
}

std::string_view meaning(const Target& target, std::string_view word) {
  const auto plain = plain_name(word);
  for (const auto& [meant, words] : target.words) {
    if (std::find(words.begin(), words.end(), plain) != words.end() || plain == plain_name(meant)) return meant;
  }
  return {};
}

}  // namespace sluss::scaffold
