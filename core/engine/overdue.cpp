#include "engine/overdue.h"

namespace sluss::engine {

std::optional<Instant> overdue(const config::Schedule& schedule, std::optional<Instant> last_started, Instant now) {
  if (!last_started) return std::nullopt;
  const auto at = schedule.last_until(now - start_grace);
  if (!at) return std::nullopt;
  const bool has_begun = *at <= *last_started && *last_started <= now;
  return has_begun ? std::nullopt : at;
}

}  // namespace sluss::engine
