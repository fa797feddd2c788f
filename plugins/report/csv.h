// A report as CSV that a Swedish spreadsheet opens by a double click.
#pragma once

#include <string>

#include "report.h"

namespace sluss::report {

/// UTF-8 with BOM, semicolons, CRLF; the tables one below the other. A text that a spreadsheet would take for a formula
/// (it begins with `=`, `+`, `-` or `@`) gets an apostrophe in front.
[[nodiscard]] std::string write_csv(const Report& report);

}  // namespace sluss::report
