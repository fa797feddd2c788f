#include "form.h"

#include <algorithm>
#include <map>

namespace sluss::fixed_width {
namespace {

constexpr std::size_t longest_line = 2000;
constexpr std::size_t lines_looked_at = 1000;  ///< and the last one
constexpr std::size_t shortest_line = 10;
constexpr std::size_t fewest_rows = 2;
constexpr std::size_t longest_tag = 4;

std::size_t count_of(std::string_view bytes, std::string_view wanted) {
  return static_cast<std::size_t>(
      std::count_if(bytes.begin(), bytes.end(), [&](char c) { return wanted.find(c) != std::string_view::npos; }));
}

FoundPage find_page(std::string_view bytes) {
  const bool plain = std::none_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; });
  if (plain)
    return {CodePage::utf8, "it has no letters beyond a to z that would tell",
            "its code page cannot be told: no line has a letter beyond a to z"};
  if (is_utf8(bytes)) return {CodePage::utf8, "its letters beyond a to z are UTF-8", ""};
  const auto windows = count_of(bytes, "\xE5\xE4\xF6\xC5\xC4\xD6\xE9\xFC");
  const auto dos = count_of(bytes, "\x86\x84\x94\x8F\x8E\x99\x82\x81");
  if (dos > windows)
    return {CodePage::cp850, "its letters beyond a to z are those of DOS",
            "its code page is cp850 or cp437: the letters of Swedish and Finnish are the same in both"};
  const bool has_more = std::any_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0xE0) == 0x80; });
  if (has_more)
    return {CodePage::windows1252, "it has letters that are no UTF-8, and signs that Windows alone has", ""};
  return {CodePage::latin1, "it has letters that are no UTF-8", ""};
}

/// nullopt: a byte, a length or a sign that such files do not have.
std::optional<Line> read_line(std::string_view text, CodePage page, std::int64_t number) {
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (text.size() > 4 * longest_line || has_control(text)) return std::nullopt;
  auto line = Line::read(text, page, number);
  if (!line || line->length() > longest_line) return std::nullopt;
  return std::move(*line);
}

/// Those that are not blank, from the beginning, and the last.
std::optional<std::vector<Line>> read_lines(std::string_view bytes, CodePage page) {
  std::vector<Line> lines;
  std::int64_t number = 0, last_number = 0;
  std::string_view last;
  for (const auto text : split(bytes, '\n')) {
    ++number;
    if (trim(text).empty()) continue;
    if (lines.size() == lines_looked_at) {
      last = text, last_number = number;
      continue;
    }
    auto line = read_line(text, page, number);
    if (!line) return std::nullopt;
    lines.push_back(std::move(*line));
  }
  if (last_number == 0) return lines;
  auto line = read_line(last, page, last_number);
  if (!line) return std::nullopt;
  lines.push_back(std::move(*line));
  return lines;
}

std::size_t most_common_length(const std::vector<Line>& lines) {
  std::map<std::size_t, std::size_t> counts;
  for (const auto& line : lines) ++counts[line.length()];
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

/// Digits where the lines between all have letters, or the other way: columns that are alike in all lines but it.
bool has_another_form(const Line& line, const std::vector<Line>& lines, std::size_t length) {
  if (line.length() != length) return true;
  const auto is_digit = [](std::string_view c) { return c.size() == 1 && c[0] >= '0' && c[0] <= '9'; };
  std::size_t alike = 0, unlike = 0;
  for (std::size_t at = 1; at <= length; ++at) {
    const bool first = is_digit(lines[1].at({at, at}));
    const auto same = [&](const Line& other) { return is_digit(other.at({at, at})) == first; };
    if (!std::all_of(lines.begin() + 1, lines.end() - 1, same)) continue;
    ++alike;
    unlike += is_digit(line.at({at, at})) == first ? 0 : 1;
  }
  return unlike >= 3 && 8 * unlike >= alike;
}

bool is_tag(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F && c != '"' && c != '\\'; });
}

/// The columns at the front that are the same in all rows, and others in the header and the trailer.
std::optional<Place> find_tag(const Form& form) {
  const auto& rows = form.lines;
  const std::size_t begin = form.has_header ? 1 : 0, end = rows.size() - (form.has_trailer ? 1 : 0);
  const auto& model = rows[begin];
  const auto kind = [](std::string_view c) { return !c.empty() && c[0] >= '0' && c[0] <= '9'; };
  const bool digits = kind(model.at({1, 1}));
  std::size_t width = 0;
  while (width < (digits ? 2 : longest_tag)) {
    const Place next{width + 1, width + 1};
    const auto same = [&](const Line& line) { return line.at(next) == model.at(next); };
    if (kind(model.at(next)) != digits || !is_tag(model.at(next))) break;
    if (!std::all_of(rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.begin() + static_cast<std::ptrdiff_t>(end),
                     same))
      break;
    ++width;
  }
  if (width == 0) return std::nullopt;
  const Place place{1, width};
  const auto differs = [&](const Line& line) {
    return line.length() > width && line.at(place) != model.at(place) && is_tag(line.at(place)) &&
           kind(line.at({1, 1})) == digits;
  };
  if (form.has_header && !differs(rows.front())) return std::nullopt;
  if (form.has_trailer && !differs(rows.back())) return std::nullopt;
  if (form.has_header && form.has_trailer && rows.front().at(place) == rows.back().at(place)) return std::nullopt;
  return place;
}

}  // namespace

std::optional<Form> find_form(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) return std::nullopt;
  Form form;
  form.page = find_page(bytes);
  auto lines = read_lines(bytes, form.page.page);
  if (!lines || lines->size() < fewest_rows) return std::nullopt;
  form.lines = std::move(*lines);
  form.length = most_common_length(form.lines);
  if (form.length < shortest_line) return std::nullopt;
  if (form.lines.size() > fewest_rows + 2) {
    form.has_header = has_another_form(form.lines.front(), form.lines, form.length);
    form.has_trailer = has_another_form(form.lines.back(), form.lines, form.length);
  }
  std::vector<Line> rows;
  for (std::size_t i = form.has_header ? 1 : 0; i < form.lines.size() - (form.has_trailer ? 1 : 0); ++i) {
    if (form.lines[i].length() == form.length) rows.push_back(form.lines[i]);
  }
  form.unlike = form.rows() - rows.size();
  if (rows.size() < fewest_rows || 10 * form.unlike > form.rows()) return std::nullopt;
  if (form.has_header || form.has_trailer) form.tag = find_tag(form);
  form.fields = find_fields(rows, {form.tag ? form.tag->last + 1 : 1, form.length});
  if (form.fields.empty()) return std::nullopt;
  return form;
}

}  // namespace sluss::fixed_width
