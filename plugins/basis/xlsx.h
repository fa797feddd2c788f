// The basis as a workbook.
#pragma once

#include <string>

#include "basis.h"

namespace sluss::basis {

/// One sheet, ready to print on A4. The same basis gives the same bytes. The library can only write to a file: a folder
/// of its own, readable by nobody else, is made in the folder for temporary files and removed again.
/// Error: Fault::unavailable when there is no room for it.
[[nodiscard]] Result<std::string> write_xlsx(const Basis& basis);

}  // namespace sluss::basis
