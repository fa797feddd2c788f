// Values as JSON text and back.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/value.h"

namespace sluss {

/// Compact JSON, members in their order. The same Value always gives the same bytes.
[[nodiscard]] std::string to_json(const Value& value);

/// JSON for people: two spaces a level.
[[nodiscard]] std::string to_pretty_json(const Value& value);

/// Reads one JSON document, strictly: valid UTF-8, no duplicate names, no trailing data, at most 100 levels.
/// Numbers that are not 64-bit integers keep their digits; those of 1e309 and beyond are refused.
/// Error: Fault::data, with line and column.
[[nodiscard]] Result<Value> parse_json(std::string_view text);

}  // namespace sluss
