// Messages as delimited text.
#pragma once

#include <span>
#include <string>

#include "message/message.h"

namespace sluss::csv {

/// A header and a row a message, CR LF after each. The columns are the members of the bodies in the order they are
/// first met; members of members get dotted names, lists are JSON. A text that a spreadsheet would take for a formula
/// gets an apostrophe in front; numbers stand as they are.
[[nodiscard]] std::string write_rows(std::span<const Message> messages, char delimiter);

}  // namespace sluss::csv
