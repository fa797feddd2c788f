#include "base/file_name.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace sluss {
namespace {

/// With the extension, and the dot and ending of its unfinished form, a name must stay below 255 bytes.
constexpr std::size_t longest_name = 180;

constexpr std::array<std::string_view, 6> swedish_letters = {"å", "ä", "ö", "Å", "Ä", "Ö"};

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

bool begins_with_swedish_letter(std::string_view text) {
  return std::any_of(swedish_letters.begin(), swedish_letters.end(),
                     [&](auto letter) { return text.starts_with(letter); });
}

}  // namespace

std::string shown(std::string_view name) {
  const bool readable = is_utf8(name);
  std::string text(name);
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !readable)) c = '?';
  }
  return text;
}

bool is_wanted(std::string_view name, std::string_view pattern, std::string_view marker) {
  if (name.starts_with('.') || name.ends_with(".part") || name.ends_with(".tmp")) return false;
  if (!marker.empty() && name.ends_with(marker)) return false;
  return matches_glob(pattern, name);
}

std::string numbered(const std::string& name, int number) {
  if (number == 1) return name;
  const auto dot = name.rfind('.');
  const auto stem = name.substr(0, dot);
  const auto extension = dot == std::string::npos ? std::string() : name.substr(dot);
  return stem + "-" + std::to_string(number) + extension;
}

std::string safe_name(std::string_view text) {
  std::string safe;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (begins_with_swedish_letter(text.substr(i))) {
      safe += text.substr(i++, 2);
    } else if (!is_continuation(text[i])) {
      safe += is_plain(text[i]) ? text[i] : '_';
    }
  }
  if (safe.starts_with('.')) safe.front() = '_';
  return safe;
}

tl::expected<NameTemplate, std::string> NameTemplate::parse(std::string_view text) {
  auto made = TextTemplate::parse(text);
  if (!made) return tl::unexpected(std::move(made).error());
  // Of a path stands "x" in the sample.
  if (made->sample().find('/') != std::string::npos)
    return tl::unexpected<std::string>("a name holds no \"/\"; write the folder under folder:");
  if (!made->has_path())
    return tl::unexpected<std::string>("every file would have the same name; use a {path} of the message");
  NameTemplate name;
  name.text_ = std::move(*made);
  return name;
}

Result<std::string> NameTemplate::fill(const Value& body) const {
  SLUSS_TRY_ASSIGN(name, text_.fill(body, "the file's name"));
  if (name.size() > longest_name)
    return fail(Fault::data, "the file's name would be longer than " + std::to_string(longest_name) + " bytes");
  return safe_name(name);
}

}  // namespace sluss
