#include "config/yaml_source.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "base/text.h"

namespace sluss::config {
namespace {

constexpr std::size_t most_bytes = 4 << 20;
constexpr std::size_t most_shown = 500;

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

/// Where the quote that opens at `quote` is closed; npos: nowhere.
std::size_t closing_quote(std::string_view text, std::size_t quote) {
  for (auto at = quote + 1; at < text.size(); ++at) {
    if (text[at] == '\\' && text[quote] == '"') ++at;
    else if (text[at] == text[quote]) return at;
  }
  return std::string_view::npos;
}

/// Where in a line ends the text, list or map that begins it; what goes on beyond the line ends with it.
std::size_t end_in(std::string_view line, std::string_view value) {
  if (line.empty()) return 0;
  const char first = line.front();
  if (first == '&' || first == '*') return std::min(line.find_first_of(" ,]}"), line.size());
  if (first == '"' || first == '\'') return std::min(closing_quote(line, 0), line.size() - 1) + 1;
  if (!value.empty() && line.starts_with(value)) return value.size();
  if (first != '{' && first != '[') return line.size();
  int open = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (c == '"' || c == '\'') at = std::min(closing_quote(line, at), line.size());
    else if (c == '{' || c == '[') ++open;
    else if ((c == '}' || c == ']') && --open == 0) return at + 1;
  }
  return line.size();
}

/// A blank other than a space at the beginning of a line, or behind the colon of its key or the dash of its item.
std::optional<std::size_t> strange_blank_in(std::string_view line) {
  constexpr std::array<std::string_view, 6> blanks = {"\u00A0", "\u2007", "\u202F", "\u200B", "\u3000", "\uFEFF"};
  for (const auto blank : blanks) {
    if (line.starts_with(blank)) return 0;
    const auto at = line.find(blank);
    if (at == std::string_view::npos || line.substr(0, at).find_first_of("\"' ") != std::string_view::npos) continue;
    if (line[at - 1] == ':' || line.substr(0, at) == "-") return at;
  }
  return std::nullopt;
}

}  // namespace

YamlSource::YamlSource(std::string_view bytes, std::shared_ptr<const std::string> file)
    : text_(bytes), file_(std::move(file)), lines_{0} {
  text_ = without_utf8_mark(text_);
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
  return {file_, static_cast<int>(line - lines_.begin()) + 1, static_cast<int>(column), 1};
}

std::optional<std::size_t> YamlSource::position(const Mark& place) const {
  if (place.line < 1 || place.column < 1 || static_cast<std::size_t>(place.line) > lines_.size()) return std::nullopt;
  const auto line = lines_[static_cast<std::size_t>(place.line) - 1];
  const auto character = characters_[line] + static_cast<std::uint32_t>(place.column) - 1;
  // Bytes that continue a character count as the next one, and lie before it.
  const auto after =
      std::upper_bound(characters_.begin() + static_cast<std::ptrdiff_t>(line), characters_.end(), character);
  const auto found = static_cast<std::size_t>(after - characters_.begin()) - 1;
  return characters_[found] == character ? std::optional(found) : std::nullopt;
}

Mark YamlSource::extent(std::size_t position, std::string_view value) const {
  auto place = mark(position);
  const auto line = rest_of_line(position);
  const auto end = position + end_in(line, value);
  if (end > position) place.length = static_cast<int>(characters_[end] - characters_[position]);
  return place;
}

/// Without blanks and a comment at its end. Of a long line as much as anybody is shown.
std::string_view YamlSource::rest_of_line(std::size_t position) const {
  auto line = text_.substr(std::min(position, text_.size()), most_shown);
  line = line.substr(0, line.find('\n'));
  const auto comment = line.find(" #");
  if (comment != std::string_view::npos &&
      std::count(line.begin(), line.begin() + std::ptrdiff_t(comment), '"') % 2 == 0)
    line = line.substr(0, comment);
  return line.substr(0, line.find_last_not_of(" \t\r") + 1);
}

bool YamlSource::check(Diagnostics& diagnostics) const {
  if (text_.size() > most_bytes) {
    diagnostics.add(mark(0), "", "the file is larger than 4 MiB", "divide it into several");
    return false;
  }
  if (!is_utf8(text_)) {
    const bool is_utf16 = text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF");
    diagnostics.add(mark(first_bad_byte(text_)), "",
                    is_utf16 ? "the file is UTF-16" : "this is no UTF-8: the file may be Latin-1 or Windows-1252",
                    "save the file as UTF-8");
    return false;
  }
  const auto control = std::find_if(text_.begin(), text_.end(), is_control);
  if (control != text_.end()) {
    diagnostics.add(mark(static_cast<std::size_t>(control - text_.begin())), "",
                    "a control character, which cannot be seen", "remove it");
    return false;
  }
  return check_blanks(diagnostics);
}

std::string_view YamlSource::line_at(std::size_t position) const {
  const auto line = *std::prev(std::upper_bound(lines_.begin(), lines_.end(), std::min(position, text_.size())));
  const auto first = std::min(text_.find_first_not_of(" \t", line), text_.size());
  return rest_of_line(first);
}

std::string_view YamlSource::line_before(std::size_t position) const {
  auto line = std::prev(std::upper_bound(lines_.begin(), lines_.end(), std::min(position, text_.size())));
  while (line != lines_.begin()) {
    const auto content = line_at(*--line);
    if (!content.empty() && content.front() != '#') return content;
  }
  return {};
}

/// Blanks that look like a space and are none.
bool YamlSource::check_blanks(Diagnostics& diagnostics) const {
  bool well = true;
  for (const auto line : lines_) {
    const auto first = text_.find_first_not_of(' ', line);
    if (first == std::string_view::npos) continue;
    if (text_[first] == '\t') {
      diagnostics.add(mark(first), "", "a tab cannot indent in YAML", "use spaces");
      well = false;
    }
    const auto content = text_.substr(first, text_.find('\n', first) - first);
    const auto strange = strange_blank_in(content);
    if (!strange) continue;
    diagnostics.add(mark(first + *strange), "", "this is no space, though it looks like one",
                    "write an ordinary space; texts that are copied from a web page or a letter often have others");
    well = false;
  }
  return well;
}

std::optional<std::size_t> YamlSource::unclosed() const {
  std::vector<std::size_t> open;
  char before = '\n';
  for (std::size_t at = 0; at < text_.size(); before = text_[at++]) {
    const char c = text_[at];
    const bool begins = std::string_view(" \n[{,").find(before) != std::string_view::npos;
    if (c == '#' && begins) {
      at = std::min(text_.find('\n', at), text_.size() - 1);
    } else if ((c == '"' || c == '\'') && begins) {
      const auto end = closing_quote(text_, at);
      const auto line_end = text_.find('\n', at);
      // What goes on over several lines with keys in them was meant to end before.
      if (end == std::string_view::npos || text_.find(": ", line_end) < end) return at;
      at = end;
    } else if ((c == '[' || c == '{') && (begins || !open.empty())) {
      open.push_back(at);
    } else if ((c == ']' || c == '}') && !open.empty()) {
      open.pop_back();
    }
  }
  if (open.empty()) return std::nullopt;
  return open.back();
}

bool YamlSource::leaves_open(std::size_t quote) const {
  if (quote >= text_.size() || (text_[quote] != '"' && text_[quote] != '\'')) return false;
  return closing_quote(text_, quote) == std::string_view::npos;
}

}  // namespace sluss::config
