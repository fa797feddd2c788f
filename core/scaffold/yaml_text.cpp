#include "scaffold/yaml_text.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace sluss::scaffold {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }

bool is_plain(char c) {
  constexpr std::string_view others = " -_./()";
  return is_letter(c) || (c >= '0' && c <= '9') || others.find(c) != std::string_view::npos;
}

/// Words that some reader takes for something else than a text.
bool is_reserved(std::string_view text) {
  constexpr std::array<std::string_view, 13> words{"yes", "no", "on", "off",  "true", "false", "null",
                                                   "y",   "n",  "~",  ".inf", ".nan", "none"};
  return std::find(words.begin(), words.end(), fold_case(text)) != words.end();
}

}  // namespace

std::string yaml_text(std::string_view text) {
  const bool plain = !text.empty() && is_letter(text.front()) && text.back() != ' ' && is_utf8(text) &&
                     std::all_of(text.begin(), text.end(), is_plain) && !is_reserved(text);
  if (plain) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (c == '\n') quoted += "\\n";
    else if (c == '\t') quoted += "\\t";
    else quoted += c;
  }
  return quoted + "\"";
}

std::string yaml_texts(const std::vector<std::string>& texts) {
  if (texts.size() == 1) return yaml_text(texts.front());
  std::string list = "[";
  for (const auto& text : texts) list += (list.size() > 1 ? ", " : "") + yaml_text(text);
  return list + "]";
}

}  // namespace sluss::scaffold
