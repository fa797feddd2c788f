// Rows of a sample that are no records, but sum up others.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scaffold/sheet.h"

namespace sluss::scaffold {

struct Totals {
  std::string column;                 ///< in which the word for it stands
  std::vector<std::string> patterns;  ///< of those cells: "Summa*"
  std::vector<std::size_t> rows;      ///< from 0
};

/// Rows that are at most half as full as the fullest, and begin with a word for a sum; nullopt: there is none.
[[nodiscard]] std::optional<Totals> find_totals(const Sheet& sheet);

/// The sheet without those rows.
[[nodiscard]] Sheet without_rows(const Sheet& sheet, const std::vector<std::size_t>& rows);

}  // namespace sluss::scaffold
