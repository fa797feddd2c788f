// Between Sluss' values and jq's.
#pragma once

#include "base/result.h"
#include "base/value.h"

extern "C" {
#include <jq.h>
}

namespace sluss::jq {

/// How large a result may be: of its texts and, roughly, the rest.
constexpr std::size_t largest_result = 16U << 20U;

/// jq holds every number as a double. Integers of 2^53 and beyond, and decimals that would not come back with the same
/// digits, are refused (Fault::data, naming the member): such identifiers are texts in a body.
[[nodiscard]] Result<jv> to_jv(const Value& value);

/// Consumes `value`. Whole numbers become integers. Fault::data: a whole number of 2^53 or beyond, or none at all, more
/// than 100 levels, or larger than `largest_result`.
[[nodiscard]] Result<Value> from_jv(jv value);

}  // namespace sluss::jq
