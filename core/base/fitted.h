// Texts that are made to fit where they are shown.
#pragma once

#include <string>
#include <string_view>

#include "base/text.h"

namespace sluss {

/// With blanks behind it, so that it has that many characters; a longer one stays as it is.
[[nodiscard]] inline std::string padded(std::string text, std::size_t width) {
  const auto characters = characters_in(text);
  if (characters < width) text.append(width - characters, ' ');
  return text;
}

/// At most so many bytes of a text, and no part of a character; what is cut off shows as "...".
[[nodiscard]] inline std::string beginning_of(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return std::string(text);
  auto end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "...";
}

}  // namespace sluss
