#include "scaffold/totals.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace sluss::scaffold {
namespace {

constexpr std::array<std::string_view, 9> words{"delsumma", "totalsumma", "summa",    "totalt", "total",
                                                "subtotal", "sum",        "yhteensä", "i alt"};

/// The first word of a cell, as it is written, when it is one for a sum; a column's name for a sum is none of a row.
std::string word_in(std::string_view cell) {
  const auto folded = fold_case(cell);
  for (const auto word : words) {
    const bool ends = folded.size() == word.size() || folded.find_first_of(" :0123456789", word.size()) == word.size();
    if (folded.starts_with(word) && ends) return std::string(cell.substr(0, word.size()));
  }
  return {};
}

std::size_t filled_in(const Sheet& sheet, std::size_t row) {
  return static_cast<std::size_t>(std::count_if(sheet.columns.begin(), sheet.columns.end(),
                                                [&](const Column& column) { return !column.values[row].empty(); }));
}

const Column* first_filled(const Sheet& sheet, std::size_t row) {
  const auto at = std::find_if(sheet.columns.begin(), sheet.columns.end(),
                               [&](const Column& column) { return !column.values[row].empty(); });
  return at == sheet.columns.end() ? nullptr : &*at;
}

}  // namespace

std::optional<Totals> find_totals(const Sheet& sheet) {
  const auto rows = static_cast<std::size_t>(sheet.rows);
  std::size_t fullest = 0;
  for (std::size_t row = 0; row < rows; ++row) fullest = std::max(fullest, filled_in(sheet, row));
  Totals totals;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto* column = first_filled(sheet, row);
    const auto word = column == nullptr ? "" : word_in(column->values[row]);
    if (word.empty() || 2 * filled_in(sheet, row) > fullest) continue;
    if (!totals.column.empty() && totals.column != column->name) continue;
    totals.column = column->name;
    totals.rows.push_back(row);
    const auto pattern = word + "*";
    if (std::find(totals.patterns.begin(), totals.patterns.end(), pattern) == totals.patterns.end())
      totals.patterns.push_back(pattern);
  }
  return totals.rows.empty() ? std::nullopt : std::optional(totals);
}

Sheet without_rows(const Sheet& sheet, const std::vector<std::size_t>& rows) {
  auto rest = sheet;
  for (auto& column : rest.columns) {
    for (auto row = rows.rbegin(); row != rows.rend(); ++row)
      column.values.erase(column.values.begin() + static_cast<std::ptrdiff_t>(*row));
  }
  rest.rows -= static_cast<std::int64_t>(rows.size());
  return rest;
}

}  // namespace sluss::scaffold
