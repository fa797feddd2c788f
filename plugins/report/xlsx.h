// A report as a workbook.
#pragma once

#include <string>

#include "base/result.h"
#include "report.h"

namespace sluss::report {

/// A sheet for each table, the first with the report's head above it. Texts are texts, never formulas. The same report
/// gives the same bytes. Error: Fault::unavailable when there is no room; Fault::data for a text that no cell can hold.
[[nodiscard]] Result<std::string> write_xlsx(const Report& report);

}  // namespace sluss::report
