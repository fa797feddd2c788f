// Which sheet is read, and where its header stands.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "merges.h"
#include "message/message.h"
#include "sheet.h"
#include "table.h"
#include "workbook.h"

namespace sluss::xlsx {

struct HeaderPlace {
  SheetInfo sheet;
  HeaderRows rows;
};

/// The header is the first row within the first limits::header_rows whose cells are texts, two of them different, with
/// rows beneath it. When no sheet has such a row, one with nothing beneath it will do: an export without rows.
/// Error: Fault::data, saying what was looked for.
[[nodiscard]] Result<HeaderPlace> find_header(Archive& archive, const Workbook& book, const CellContext& context,
                                              const TableOptions& options);

/// The named columns of a header row.
struct Header {
  std::vector<int> places;  ///< their columns in the sheet, rising
  std::shared_ptr<const Columns> columns;
};

/// Two rows of a header as one: a name above holds for the columns it is merged over, or, when a name stands beneath
/// it, for those to its right that have none above; both names have a blank between. A name that stands only above or
/// only below stands alone.
[[nodiscard]] Row joined(const Row& above, const Row& below, const std::vector<Merge>& merges);

/// White space within a name becomes one blank: names are often broken over lines.
/// Error: Fault::data for a row without names, for cells that cannot be read, and for a name that stands twice.
[[nodiscard]] Result<Header> read_header(const Row& row, const std::string& sheet);

}  // namespace sluss::xlsx
