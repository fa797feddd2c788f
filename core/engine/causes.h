// Why messages wait, gathered. A reason names things, days and sums; what is left without them is its cause, and those
// who wait for the same cause are decided about together.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/parked.h"

namespace sluss::engine {

/// A reason without what it names: each text in quotes and each word with a digit in it (numbers, days, sums, keys) is
/// "…", and several such words in a row, or a list of them, are one. Cut after some 300 bytes.
[[nodiscard]] std::string cause_of(std::string_view reason);
/// What `MessageFilter::reason_like` takes to find the reasons of a cause. It may find others as well: those that say
/// more before or behind it.
[[nodiscard]] std::string like_of(std::string_view cause);

/// Those who wait for the same.
struct ParkedGroup {
  store::State state = store::State::held;  ///< held or rejected
  std::string kind, connection;             ///< where they came from, or the pipeline that made them
  std::string cause;
  std::int64_t count = 0;
  std::optional<Ore> amount;           ///< what they are worth, as far as that is known
  std::int64_t example = 0;            ///< the first of them
  std::optional<Instant> since;        ///< when the run began that read or made the first of them
  std::vector<std::string> decisions;  ///< that can be made about the first of them: retry, discard
};

/// All groups, the largest first.
[[nodiscard]] Result<std::vector<ParkedGroup>> parked_groups(store::Transaction& reading);

/// What a group is known by to whoever decides about it.
struct ParkedName {
  store::State state = store::State::held;
  std::string kind, connection;
  std::string reason_like;  ///< `like_of` its cause
};

/// The messages of just that group, oldest first.
[[nodiscard]] Result<std::vector<std::int64_t>> messages_of(store::Transaction& reading, const ParkedName& name);

}  // namespace sluss::engine
