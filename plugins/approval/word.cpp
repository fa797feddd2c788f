#include "word.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"

namespace sluss::approval {
namespace {

constexpr std::array yes = {"ja",      "ja tack",   "ja godkänns",   "ja godkänt",          "godkänns", "godkänt",
                            "godkänd", "godkänner", "jag godkänner", "underlaget godkänns", "yes",      "approved"};
constexpr std::array no = {"nej",
                           "nej tack",
                           "nej avslås",
                           "nej godkänns inte",
                           "avslås",
                           "avslag",
                           "godkänns inte",
                           "godkänns ej",
                           "godkänner inte",
                           "godkänner ej",
                           "jag godkänner inte",
                           "jag godkänner ej",
                           "inte godkänt",
                           "ej godkänt",
                           "inte godkänd",
                           "ej godkänd",
                           "underkänns",
                           "underkänt",
                           "underlaget avslås",
                           "underlaget godkänns inte",
                           "no",
                           "refused",
                           "rejected"};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// Small letters in one form, one blank between words, and nothing else.
std::string plain(std::string_view line) {
  std::string text(line);
  // Some programs write a letter and its dots or ring apart.
  for (const auto& [apart, together] :
       {std::pair("a\u0308", "ä"), std::pair("a\u030A", "å"), std::pair("o\u0308", "ö"), std::pair("A\u0308", "Ä"),
        std::pair("A\u030A", "Å"), std::pair("O\u0308", "Ö")})
    replace_all(text, apart, together);
  text = fold_case(text);
  replace_all(text, "\u00A0", " ");
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == ',' || c == '.' || c == '!' || c == '*'; }, ' ');
  for (auto at = text.find("  "); at != std::string::npos; at = text.find("  ")) text.erase(at, 1);
  return std::string(trim(text));
}

template <std::size_t N>
bool is_one_of(const std::array<const char*, N>& words, const std::string& text) {
  return std::any_of(words.begin(), words.end(), [&](const char* word) { return text == word; });
}

}  // namespace

std::optional<Word> word_of(std::string_view line) {
  const auto text = plain(line);
  if (is_one_of(yes, text)) return Word::yes;
  if (is_one_of(no, text)) return Word::no;
  return std::nullopt;
}

}  // namespace sluss::approval
