#include "config/yaml_source.h"

#include <algorithm>

#include "base/text.h"

namespace sluss::config {
namespace {

constexpr std::size_t most_bytes = 4 << 20;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool continues_a_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

/// The first byte that belongs to no valid UTF-8.
std::size_t first_bad_byte(std::string_view text) {
  std::size_t from = 0;
  for (std::size_t end = 1; end <= text.size(); ++end) {
    if (end < text.size() && continues_a_character(text[end])) continue;
    if (!is_utf8(text.substr(from, end - from))) return from;
    from = end;
  }
  return from;
}

}  // namespace

YamlSource::YamlSource(std::string_view bytes, std::shared_ptr<const std::string> file)
    : text_(bytes), file_(std::move(file)), lines_{0} {
  if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
  characters_.reserve(text_.size() + 1);
  std::uint32_t characters = 0;
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') lines_.push_back(i + 1);
    characters_.push_back(characters);
    if (!continues_a_character(text_[i])) ++characters;
  }
  characters_.push_back(characters);
}

bool YamlSource::is_blank() const {
  for (const auto line : split(text_, '\n')) {
    const auto content = trim(line);
    if (!content.empty() && content.front() != '#') return false;
  }
  return true;
}

Mark YamlSource::mark(std::size_t position) const {
  position = std::min(position, text_.size());
  const auto line = std::prev(std::upper_bound(lines_.begin(), lines_.end(), position));
  const auto column = characters_[position] - characters_[*line] + 1;
  return {file_, static_cast<int>(line - lines_.begin()) + 1, static_cast<int>(column)};
}

bool YamlSource::check(Diagnostics& diagnostics) const {
  if (text_.size() > most_bytes) {
    diagnostics.add(mark(0), "", "the file is larger than 4 MiB", "divide it into several");
    return false;
  }
  if (!is_utf8(text_)) {
    diagnostics.add(mark(first_bad_byte(text_)), "", "these bytes are no UTF-8", "save the file as UTF-8");
    return false;
  }
  const auto control = std::find_if(text_.begin(), text_.end(), is_control);
  if (control != text_.end()) {
    diagnostics.add(mark(static_cast<std::size_t>(control - text_.begin())), "", "a control character", "remove it");
    return false;
  }
  return check_tabs(diagnostics);
}

bool YamlSource::check_tabs(Diagnostics& diagnostics) const {
  bool well = true;
  for (const auto line : lines_) {
    const auto first = text_.find_first_not_of(' ', line);
    if (first == std::string_view::npos || text_[first] != '\t') continue;
    diagnostics.add(mark(first), "", "a tab cannot indent in YAML", "use spaces");
    well = false;
  }
  return well;
}

}  // namespace sluss::config
