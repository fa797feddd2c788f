// The events that were taken, by their own names: a feed may tell of one again, under another entry and late.
#pragma once

#include <optional>
#include <string>

#include "store/store.h"

namespace sluss::engine {

/// Whether an event of that channel was taken before; `known` is what stands under the key of the row that tells of it
/// now. One whose row still waits for a person, and was not overtaken, is taken anew. Never for an empty name.
[[nodiscard]] Result<bool> is_told(store::Transaction& transaction, const std::string& channel,
                                   const std::string& event, const std::optional<store::Known>& known);

/// As which message an event was taken, and in which run.
struct Told {
  std::int64_t message = 0, run = 0;
};

/// Remembers it; nothing for an empty name. In the transaction that stores the message: they hold together.
[[nodiscard]] Result<void> note_told(store::Transaction& transaction, const std::string& channel,
                                     const std::string& event, const Told& told);

}  // namespace sluss::engine
