// Takes what tells who a student is out of placements that ended long ago, and who else is named in what came in with
// them: registrations, payments, answers to invoices, orders and offers. The books stay.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "store/store.h"

namespace sluss::engine {

struct PurgeOrder {
  enum class Mode { real, dry_run } mode = Mode::real;
  int months = 0;  ///< what ended longer ago than this is purged
  std::string who;
  Instant at{};
};

struct Purged {
  Day before{};  ///< what ended before this day
  struct Count {
    std::int64_t things = 0;    ///< purged, each with all its versions
    std::int64_t messages = 0;  ///< those versions
  };
  std::map<std::string, Count> things;  ///< by what they are called: placements, registrations, payments, answers, orders, offers
  std::int64_t invoices = 0;            ///< whose lines have lost names
  std::int64_t waiting = 0;  ///< due and kept: what waits, placements with lines that do, and undelivered invoices
};

/// Purges each thing that is due (purge_rules.h) and whose current version is done: delivered, filtered, resolved, or
/// collected with no line that waits. One that waits for a person is kept whole. What does not say when it ended counts
/// from the day it was read. An invoice that is delivered loses the names of those placements on its lines; its new
/// digest, with the old one, goes to the audit log. Work is committed in parts, each with its row in the audit log;
/// broken off, it is finished by the next purge. Errors: Fault::internal when something to be purged is damaged
/// already.
[[nodiscard]] Result<Purged> purge(store::Store& store, const PurgeOrder& order);

}  // namespace sluss::engine
