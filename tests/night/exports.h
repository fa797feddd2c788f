// Exports of the same rows in other formats. All of it is synthetic.
#pragma once

#include <string>
#include <vector>

#include "support/world.h"

namespace sluss::test {

[[nodiscard]] std::string json_of(const std::vector<Row>& rows);
[[nodiscard]] std::string xlsx_of(const std::vector<Row>& rows);
/// An element a row, one within it for each column, under the column's name without blanks: AntalDagar.
[[nodiscard]] std::string xml_of(const std::vector<Row>& rows);

}  // namespace sluss::test
