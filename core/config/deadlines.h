// Reads the deadlines of an agreement.
#pragma once

#include <vector>

#include "domain/parties.h"
#include "plugin/spec.h"

namespace sluss::config {

/// What stands at `deadlines:`: a rule for each kind that is named.
void read_deadlines(const Node& node, ParseContext& context, std::vector<domain::DeadlineRule>& target);

}  // namespace sluss::config
