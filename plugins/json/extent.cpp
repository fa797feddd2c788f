#include "extent.h"

#include <algorithm>

namespace sluss::json {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

Result<std::optional<std::size_t>> Extent::find(std::string_view text, bool last) {
  while (at_ < text.size()) {
    if (at_ > longest_value) return fail(Fault::data, "a value is longer than 8 MiB");
    if (in_string_) {
      if (!skip_string(text)) break;
      if (open_ == 0) return at_;
      continue;
    }
    const char c = text[at_];
    const bool ends_scalar = c == ',' || c == ']' || c == '}' || is_space(c);
    if (open_ == 0 && ends_scalar) return at_;
    SLUSS_TRY_ASSIGN(whole, take(c));
    ++at_;
    if (whole) return at_;
  }
  if (at_ > longest_value) return fail(Fault::data, "a value is longer than 8 MiB");
  if (last) return text.size();
  return std::nullopt;
}

/// True when the value ends with this character, which stands outside of strings.
Result<bool> Extent::take(char c) {
  in_string_ = c == '"';
  if (c == '{' || c == '[') {
    if (outside_ + ++open_ > deepest) return fail(Fault::data, "it is nested more than 100 levels deep");
    members_[open_] = 0;
  }
  if (c == ':' && ++members_[open_] > most_members) return fail(Fault::data, "an object has more than 2000 members");
  if (c == '}' || c == ']') return --open_ == 0;
  return false;
}

/// Moves behind the string's closing quote; false when the text ends before it.
bool Extent::skip_string(std::string_view text) {
  for (;;) {
    at_ = std::min(text.find_first_of("\"\\", at_), text.size());
    if (at_ == text.size()) return false;
    if (text[at_] == '"') break;
    // An escape that is cut off is looked at again with the text that follows.
    if (at_ + 2 > text.size()) return false;
    at_ += 2;
  }
  ++at_;
  in_string_ = false;
  return true;
}

}  // namespace sluss::json
