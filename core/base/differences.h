// Where two values differ.
#pragma once

#include <string>
#include <vector>

#include "base/value.h"

namespace sluss {

/// The dotted paths at which the values differ, in the order of `before` and then of what `after` adds. Objects are
/// entered; a list counts as a whole. What is missing is the same as null. Two values that are no objects: "".
[[nodiscard]] std::vector<std::string> differing_paths(const Value& before, const Value& after);

}  // namespace sluss
