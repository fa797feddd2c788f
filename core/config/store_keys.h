// The keys that the store is sealed with, as sluss.yaml names them.
#pragma once

#include <vector>

#include "plugin/spec.h"

namespace sluss::config {

/// One secret or a list of them. Tells of those that are too short to be keys, and of one that comes twice.
void read_store_keys(const Node& node, ParseContext& context, std::vector<Secret>& target);

}  // namespace sluss::config
