// The basis as a PDF to put in front of a person.
#pragma once

#include <filesystem>
#include <string>

#include "basis.h"

namespace sluss::basis {

/// A4, with the fonts DejaVu Sans of that folder embedded. The same basis gives the same bytes.
/// Long names are broken over several lines; only a student's of more than eight lines ends with an ellipsis.
/// Error: Fault::config when a font is missing.
[[nodiscard]] Result<std::string> write_pdf(const Basis& basis, const std::filesystem::path& fonts);

}  // namespace sluss::basis
