// A sheet for tests, as a JSON list of rows.
#pragma once

#include <string>

#include "base/json.h"
#include "scaffold/sheet.h"

namespace sluss::scaffold {

inline Sheet sheet_of(const std::string& rows) {
  Sheet sheet;
  const auto parsed = parse_json(rows).value();
  for (const auto& row : *parsed.as_list()) sheet.add(row);
  return sheet;
}

}  // namespace sluss::scaffold
