// One row of delimited text, found where it stands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sluss::csv {

constexpr std::size_t most_columns = 2000;
constexpr std::size_t longest_row = 1024 * 1024;

struct Cell {
  std::string_view text;  ///< without the quotes around it
  bool doubled = false;   ///< quotes stand doubled in it
};

/// The text as it was meant.
[[nodiscard]] std::string text_of(const Cell& cell);

/// The views live as long as the text that was scanned.
struct Row {
  std::string_view raw;       ///< without its line break
  std::vector<Cell> cells;    ///< at least one
  std::size_t length = 0;     ///< bytes with the line break
  std::int64_t breaks = 0;    ///< line breaks in them
  std::size_t bad_quote = 0;  ///< the column, from 1, where text follows a closing quote; 0: none
  std::int64_t open_at = 0;   ///< Scan::unclosed: line breaks before the quote that stays open
};

enum class Scan {
  row,
  more,      ///< the text ends before the row does
  unclosed,  ///< the text ends within quotes
  too_wide,  ///< more than `most_columns`
};

/// Scans the row at the front of a text that is not empty. `last`: nothing follows after the text.
[[nodiscard]] Scan scan_row(std::string_view text, char delimiter, bool last, Row& row);

/// Nothing stands in any cell.
[[nodiscard]] bool is_blank(const Row& row);

}  // namespace sluss::csv
