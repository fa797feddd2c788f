// Asks targets what they have of the deliveries that they took of late, and compares it with what we know.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "store/store.h"

namespace sluss::engine {

/// Deliveries that nobody could be asked about.
struct Unasked {
  std::string outlet;
  std::int64_t deliveries = 0;
  std::string why;
};

struct Asked {
  std::int64_t deliveries = 0;  ///< that were compared
  std::vector<Unasked> unasked;
  std::vector<std::string>
      exceptions;  ///< each names the delivery that does not fit, or the target that gives no answer
};

/// Deliveries of the last seven days, of each outlet at most the newest five thousand. Where a document still lies at
/// the target, its sum and lines are read from its bytes. What a person has confirmed is taken as it is. A connection
/// that is paused is left alone. Changes nothing; an error is the store's.
[[nodiscard]] Result<Asked> ask_targets(store::Store& store, const config::Configuration& configuration, Instant now,
                                        const std::stop_token& stop);

}  // namespace sluss::engine
