// A sheet's rows, one at a time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cell.h"
#include "xml.h"

namespace sluss::xlsx {

struct Row {
  std::int64_t number = 0;
  bool hidden = false;
  std::vector<Cell> cells;  ///< in the order of their columns; cells that hold nothing may be left out

  [[nodiscard]] bool is_blank() const;
  /// The cell in that column, or nullptr.
  [[nodiscard]] const Cell* at(int column) const;
};

class SheetReader {
 public:
  /// The context must outlive the reader.
  [[nodiscard]] static Result<SheetReader> open(Archive& archive, const std::string& part, const CellContext& context);

  /// The next row that is stored; false at the end. Rows and cells may leave out their place: then they follow the one
  /// before. Error: Fault::data.
  [[nodiscard]] Result<bool> next(Row& row);

 private:
  SheetReader(XmlReader xml, const CellContext& context) : xml_(std::move(xml)), context_(&context) {}
  Result<void> start_row(Row& row);
  Result<void> read_cells(Row& row);
  Result<void> start_cell(const Row& row);
  Result<void> read_content();
  Result<void> append_text(std::string_view text);

  XmlReader xml_;
  const CellContext* context_;
  StoredCell stored_;  ///< kept for its memory
  std::int64_t last_row_ = 0;
  int last_column_ = 0;
};

}  // namespace sluss::xlsx
