// What is wrong with a message, as a person reads it.
#pragma once

#include <string>
#include <vector>

#include "domain/placement.h"
#include "message/message.h"

namespace sluss::validate {

/// "placeringar.csv, line 17: start: 'i morgon' - expected YYYY-MM-DD; end: missing - expected ...": all faults, with
/// where the message was read.
[[nodiscard]] std::string reason_of(const Origin& origin, const std::vector<domain::FieldFault>& faults);

}  // namespace sluss::validate
