// What a workbook says of itself: its sheets, where they lie, and how it counts days.
#pragma once

#include <string>
#include <vector>

#include "archive.h"
#include "numbers.h"

namespace sluss::xlsx {

struct SheetInfo {
  std::string name;
  std::string part;  ///< the archive's part with its cells
  bool visible = true;
};

struct Workbook {
  std::vector<SheetInfo> sheets;  ///< in the order of their tabs; sheets of cells alone, no charts
  Epoch epoch = Epoch::from_1900;
  std::string shared_strings, styles;  ///< parts; empty when the workbook names none
};

/// Follows the relationships from the archive's root; nothing outside the archive is ever read.
/// Error: Fault::data when there is no workbook, or a part is missing or broken.
[[nodiscard]] Result<Workbook> read_workbook(Archive& archive);

}  // namespace sluss::xlsx
