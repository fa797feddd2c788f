#include "dialect.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "base/text.h"

namespace sluss::csv {
namespace {

constexpr std::array<char, 4> delimiters{';', ',', '\t', '|'};

/// The number of cells that most rows have, and how many rows have it; the greater one of equals.
std::pair<std::size_t, std::size_t> usual_width(const std::vector<SampleRow>& rows) {
  std::map<std::size_t, std::size_t> rows_by_width;
  for (const auto& row : rows) ++rows_by_width[row.cells.size()];
  std::pair<std::size_t, std::size_t> usual{0, 0};
  for (const auto& [width, count] : rows_by_width) {
    if (count >= usual.second) usual = {width, count};
  }
  return usual;
}

std::size_t filled_cells(const SampleRow& row) {
  return static_cast<std::size_t>(
      std::count_if(row.cells.begin(), row.cells.end(), [](const auto& cell) { return !cell.empty(); }));
}

}  // namespace

std::vector<SampleRow> sample_rows(std::string_view text, char delimiter, bool last) {
  std::vector<SampleRow> rows;
  std::int64_t line = 1;
  Row row;
  for (std::size_t at = 0; at < text.size() && line <= lines_before_data; at += row.length, line += row.breaks) {
    if (scan_row(text.substr(at), delimiter, last, row) != Scan::row) break;
    if (is_blank(row)) continue;
    auto& sample = rows.emplace_back(SampleRow{line, at, {}});
    for (const auto& cell : row.cells) sample.cells.emplace_back(trim(text_of(cell)));
  }
  return rows;
}

char find_delimiter(std::string_view text, bool last) {
  char best = delimiters.front();
  std::tuple<bool, std::size_t, std::size_t> best_score;
  for (const char delimiter : delimiters) {
    const auto rows = sample_rows(text, delimiter, last);
    const auto [width, count] = usual_width(rows);
    if (width < 2) continue;
    const auto header = find_header(rows);
    const std::tuple score{header && *header != nullptr, count, width};
    if (score <= best_score) continue;
    best_score = score;
    best = delimiter;
  }
  return best;
}

Result<const SampleRow*> find_header(const std::vector<SampleRow>& rows) {
  const auto width = usual_width(rows).first;
  for (const auto& row : rows) {
    if (row.cells.size() != width) continue;
    const auto filled = filled_cells(row);
    if (filled == width) return &row;
    // Not passed by: the row after it holds people, and would be taken for the header.
    if (2 * filled > width)
      return fail(Fault::data, "line " + std::to_string(row.line) + ": " + check_names(row.cells).error().what);
  }
  return nullptr;
}

Result<void> check_names(const std::vector<std::string>& names) {
  std::map<std::string_view, std::size_t> columns;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto column = std::to_string(i + 1);
    if (names[i].empty())
      return fail(Fault::data, "column " + column + " of the header has no name; each column needs one");
    const auto [first, is_new] = columns.emplace(names[i], i + 1);
    if (!is_new)
      return fail(Fault::data, "columns " + std::to_string(first->second) + " and " + column +
                                   " of the header have the same name; expected different names");
  }
  return {};
}

}  // namespace sluss::csv
