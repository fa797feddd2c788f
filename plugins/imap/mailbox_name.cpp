#include "mailbox_name.h"

#include <cstdint>

namespace sluss::imap {
namespace {

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

bool is_direct(char c) { return c >= 0x20 && c < 0x7F; }

/// The character at the front, which is taken off. The text is valid UTF-8.
std::uint32_t take_character(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  std::uint32_t code = size == 1 ? first : first & (0x7FU >> size);
  for (std::size_t i = 1; i < size && i < text.size(); ++i)
    code = code << 6U | (static_cast<unsigned char>(text[i]) & 0x3FU);
  text.remove_prefix(std::min(size, text.size()));
  return code;
}

void append_utf16(std::string& bytes, std::uint32_t code) {
  const auto unit = [&](std::uint32_t value) {
    bytes += static_cast<char>(value >> 8U);
    bytes += static_cast<char>(value & 0xFFU);
  };
  if (code < 0x10000) return unit(code);
  unit(0xD800 + ((code - 0x10000) >> 10U));
  unit(0xDC00 + ((code - 0x10000) & 0x3FFU));
}

/// Base64 with "," for "/", and without padding.
std::string encoded(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char c : bytes) {
    bits = bits << 8U | static_cast<unsigned char>(c);
    for (held += 8; held >= 6; held -= 6) text += digits[(bits >> (held - 6)) & 0x3FU];
  }
  if (held > 0) text += digits[(bits << (6 - held)) & 0x3FU];
  return text;
}

}  // namespace

std::string to_utf7(std::string_view utf8) {
  std::string name;
  while (!utf8.empty()) {
    if (is_direct(utf8.front())) {
      name += utf8.front() == '&' ? "&-" : std::string(1, utf8.front());
      utf8.remove_prefix(1);
      continue;
    }
    std::string units;
    while (!utf8.empty() && !is_direct(utf8.front())) append_utf16(units, take_character(utf8));
    name += "&" + encoded(units) + "-";
  }
  return name;
}

std::string quoted_name(std::string_view utf8) {
  std::string quoted = "\"";
  for (const char c : to_utf7(utf8)) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace sluss::imap
