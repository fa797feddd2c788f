// Counts and sums of a file, made anew from its bytes. It shares no code with what writes and reads: it is their check.
#pragma once

#include <optional>
#include <string_view>

#include "layout.h"

namespace sluss::fixed_width {

struct Recount {
  std::int64_t rows = 0;   ///< records that the total is the sum of
  std::int64_t total = 0;  ///< öre
};

/// Error: Fault::data, with the line: a line of no known record, or a count or sum that is not what the file holds.
[[nodiscard]] Result<Recount> recount(std::string_view bytes, const Layout& layout);

}  // namespace sluss::fixed_width
