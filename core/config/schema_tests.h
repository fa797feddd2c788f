// JSON Schema of what stands in files of tests alone: what comes in, and what comes out.
#pragma once

#include "base/value.h"

namespace sluss::config::schema {

/// What comes in, by the ways it comes.
[[nodiscard]] Value given();
/// What comes out by one way.
[[nodiscard]] Value way_out();

}  // namespace sluss::config::schema
