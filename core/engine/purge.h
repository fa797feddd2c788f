// Takes what tells who a student is out of placements and registrations that ended long ago; the books stay.
#pragma once

#include <cstdint>
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
  Day before{};                    ///< placements that ended before this day
  std::int64_t placements = 0;     ///< purged, each with all its versions
  std::int64_t registrations = 0;  ///< purged, of terms that ended before it
  std::int64_t messages = 0;       ///< the versions of both
  std::int64_t invoices = 0;       ///< whose lines have lost names
  std::int64_t waiting = 0;        ///< due and kept: what waits, or has lines that do, and undelivered invoices
};

/// Purges each placement and registration that is due and whose current version is done: delivered, filtered, resolved,
/// or collected with no line that waits. One that waits for a person is kept whole. A row whose end cannot be read
/// counts from the day it was read; a registration ends with its term. An invoice that is delivered loses the names of
/// those placements on its lines; its new digest, with the old one, goes to the audit log. Work is committed in parts,
/// each with its row in the audit log; broken off, it is finished by the next purge. Errors: Fault::internal when
/// something to be purged is damaged already.
[[nodiscard]] Result<Purged> purge(store::Store& store, const PurgeOrder& order);

}  // namespace sluss::engine
