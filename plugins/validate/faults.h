// What is wrong with a message, as a person reads it.
#pragma once

#include <string>
#include <vector>

#include "domain/placement.h"
#include "message/message.h"

namespace sluss::validate {

/// "placeringar.csv, line 17: start: '2026-13-01' - expected a day; end: missing - expected ...": all faults, with
/// where the message was read.
[[nodiscard]] std::string reason_of(const Origin& origin, const std::vector<domain::FieldFault>& faults);

}  // namespace sluss::validate
