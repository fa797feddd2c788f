// A sheet as a table: a header row, and one record a row beneath it.
#pragma once

#include <cstdint>
#include <string>

#include "archive.h"
#include "cell.h"
#include "plugin/codec.h"
#include "workbook.h"

namespace sluss::xlsx {

enum class HiddenRows { read, skip };

/// The row with the columns' names, or two rows whose names belong together.
struct HeaderRows {
  std::int64_t first = 0;  ///< 0: it is found
  std::int64_t last = 0;   ///< `first`, or the row beneath it
  [[nodiscard]] bool are_two() const { return last > first; }
};

struct TableOptions {
  std::string sheet;  ///< empty: the first visible sheet that has a header row
  HeaderRows header;
  HiddenRows hidden_rows = HiddenRows::read;
};

/// The workbook's texts and styles. Error: Fault::data.
[[nodiscard]] Result<CellContext> read_context(Archive& archive, const Workbook& book);

/// Emits each row that is not blank. A cell that cannot be read is the record's fault (Fault::data), naming the cell.
/// Error: Fault::data for a workbook that is refused; or what `emit` gave back.
[[nodiscard]] Result<void> read_table(Archive& archive, const TableOptions& options, const Emit& emit);

}  // namespace sluss::xlsx
