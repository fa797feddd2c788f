// How one file is written: found in its first lines.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "row.h"

namespace sluss::csv {

/// Titles and dates may stand above the header, but not more than this.
constexpr std::int64_t lines_before_data = 50;

struct SampleRow {
  std::int64_t line = 0;  ///< from 1, within the sample
  std::size_t offset = 0;
  std::vector<std::string> cells;  ///< without white space around them
};

/// The rows that begin in the first 50 lines of a text, without blank rows. It stops where a row cannot be read or,
/// unless `last`, is not whole.
[[nodiscard]] std::vector<SampleRow> sample_rows(std::string_view text, char delimiter, bool last);

/// The delimiter among ; , tab | that splits most rows into equally many cells.
[[nodiscard]] char find_delimiter(std::string_view text, bool last);

/// The first row with as many cells as most rows have, none of them empty. Rows of that width that are at most half
/// filled are titles and passed by. Error: the width's first row is more than half filled and has an empty cell.
/// Null: there is no such row.
[[nodiscard]] Result<const SampleRow*> find_header(const std::vector<SampleRow>& rows);

/// Error (Fault::data), saying the columns but no content: a name is empty or stands twice.
[[nodiscard]] Result<void> check_names(const std::vector<std::string>& names);

}  // namespace sluss::csv
