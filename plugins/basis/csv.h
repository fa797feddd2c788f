// The basis as CSV that a Swedish spreadsheet opens by a double click.
#pragma once

#include <string>

#include "basis.h"

namespace sluss::basis {

/// UTF-8 with BOM, semicolons, CRLF, decimal comma. A cell that a spreadsheet would take for a formula (it begins with
/// `=`, `+`, `-` or `@`) gets an apostrophe in front; a negative number stays one.
[[nodiscard]] std::string write_csv(const Basis& basis);

}  // namespace sluss::basis
