// Messages with flat bodies to a workbook.
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "message/message.h"

namespace sluss::xlsx {

/// One sheet "Data": a bold header with the bodies' members in the order they are first met, then one row a message.
/// Whole numbers of up to 15 digits and decimals that a workbook can hold exactly are numbers; all else is text, never
/// a formula. The same messages give the same bytes.
/// Error: Fault::data for a member that is no plain value or a text longer than a cell can hold, naming the cell;
/// Fault::unavailable when there is no room.
[[nodiscard]] Result<std::string> write_workbook(std::span<const Message> messages);

}  // namespace sluss::xlsx
