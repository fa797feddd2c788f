// Messages as a file by its layout.
#pragma once

#include <span>

#include "layout.h"

namespace sluss::fixed_width {

/// Header, then for each message its records in the order of the layout, then trailer; records of the same `each` that
/// stand after each other take turns. Error (Fault::data): the record and field whose value cannot stand there; never
/// the value.
[[nodiscard]] Result<std::string> write_file(const Layout& layout, std::span<const Message> messages);

}  // namespace sluss::fixed_width
