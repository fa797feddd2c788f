// One cell: where it stands, and what it says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "numbers.h"
#include "shared_strings.h"
#include "styles.h"

namespace sluss::xlsx {

/// A place in a sheet; both count from 1.
struct CellPlace {
  int column = 0;
  std::int64_t row = 0;
};

/// "D" for 4, "AA" for 27.
[[nodiscard]] std::string letters_of(int column);
/// "D17".
[[nodiscard]] std::string name_of(const CellPlace& place);
/// Reads "D17"; nullopt for anything else and for places that no sheet has.
[[nodiscard]] std::optional<CellPlace> parse_place(std::string_view text);

struct Cell {
  int column = 0;        ///< from 1
  std::string text;      ///< without white space at both ends
  std::string fault;     ///< why its value cannot be read; empty when it can
  bool is_text = false;  ///< a text, not a number, a day, yes or no

  [[nodiscard]] bool is_blank() const { return text.empty() && fault.empty(); }
};

/// A cell as the sheet stores it.
struct StoredCell {
  CellPlace place;
  std::string type = "n";
  std::string value;  ///< of <v>, or of <is>
  std::size_t style = 0;
  bool has_value = false;  ///< <v> or <is> stands there
  bool has_formula = false;
};

/// What a workbook's cells refer to.
struct CellContext {
  SharedStrings strings;
  Styles styles;
  Epoch epoch = Epoch::from_1900;
};

/// What the cell says. Error: Fault::data when it refers to a text or style that is not there: then no cell of the
/// workbook can be trusted.
[[nodiscard]] Result<Cell> read_cell(const StoredCell& stored, const CellContext& context);

}  // namespace sluss::xlsx
