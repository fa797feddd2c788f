// What a process that ends itself over a step that hangs leaves for the next one, beside the store: the step holds the
// store, so nothing can be written there. Others that waited for it meanwhile were begun and never ended as well, and
// are not to blame (docs/decisions/0012).
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/clock.h"

namespace sluss::engine {

/// The last step that hung.
struct HangNote {
  Instant at{};
  std::string pipeline;  ///< or the inlet, where what is pushed was taken in
};

/// Replaces an earlier one. When it cannot be written, those who waited count their attempt: that is all.
void leave_hang_note(const std::filesystem::path& store, const HangNote& note);
/// Nullopt when nothing has hung yet, and for a note that cannot be read.
[[nodiscard]] std::optional<HangNote> last_hang(const std::filesystem::path& store);

}  // namespace sluss::engine
