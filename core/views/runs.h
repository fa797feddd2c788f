// Runs, newest first, as the admin API tells of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "store/store.h"

namespace sluss::views {

struct RunsWanted {
  std::string pipeline;  ///< empty: all
  std::int64_t before;   ///< ids below this one
  std::size_t limit;
};

struct RunPage {
  std::vector<store::Run> runs;
  std::optional<std::int64_t> next;  ///< where older ones begin: the `before` of the next page
};

/// A page may hold fewer than were asked for though there are more: so many runs are looked at, and no more.
[[nodiscard]] Result<RunPage> runs(store::Transaction& reading, const RunsWanted& wanted);
inline constexpr std::int64_t most_runs_looked_at = 5'000;

[[nodiscard]] Value to_value(const store::Run& run);

}  // namespace sluss::views
