// A sheet as a table: a header row, and one record a row beneath it.
#pragma once

#include <cstdint>
#include <string>

#include "archive.h"
#include "plugin/codec.h"

namespace sluss::xlsx {

enum class HiddenRows { read, skip };

struct TableOptions {
  std::string sheet;            ///< empty: the first visible sheet that has a header row
  std::int64_t header_row = 0;  ///< 0: it is found
  HiddenRows hidden_rows = HiddenRows::read;
};

/// Emits each row that is not blank. A cell that cannot be read is the record's fault (Fault::data), naming the cell.
/// Error: Fault::data for a workbook that is refused; or what `emit` gave back.
[[nodiscard]] Result<void> read_table(Archive& archive, const TableOptions& options, const Emit& emit);

}  // namespace sluss::xlsx
