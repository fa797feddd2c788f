#include "engine/patience.h"

#include <algorithm>

#include "base/digest.h"

namespace sluss::engine {

using std::chrono::seconds;

namespace {

constexpr seconds longest_asked_for = std::chrono::hours(24);

/// first, 2 x first, 4 x first, ... longest.
seconds doubled(const config::Patience& patience, int failures) {
  auto wait = patience.first;
  for (int i = 1; i < failures && wait < patience.longest; ++i) wait *= 2;
  return std::min(wait, patience.longest);
}

}  // namespace

seconds wait_after(const config::Patience& patience, int failures, const std::string& who,
                   std::optional<seconds> retry_after) {
  const auto whole = doubled(patience, failures);
  const auto share = digest(who + " " + std::to_string(failures)).front();  // 0 to 255
  const auto wait = whole - whole * share / 512;
  return std::max({wait, seconds(1), std::min(retry_after.value_or(seconds(0)), longest_asked_for)});
}

}  // namespace sluss::engine
