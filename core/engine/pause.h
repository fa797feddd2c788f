// Connections that wait for a person: one that refused us entry is left alone, since trying again locks accounts. The
// deliverer pauses outlets itself, with all else that it knows of them.
#pragma once

#include <string>

#include "engine/parked.h"
#include "store/store.h"

namespace sluss::engine {

/// Why an inlet is not read; empty when it is.
[[nodiscard]] Result<std::string> why_paused(store::Store& store, const std::string& inlet);

/// In a transaction of its own.
[[nodiscard]] Result<void> pause_inlet(store::Store& store, const std::string& inlet, const std::string& why);

/// What a person decides about a connection; in the audit log in the same transaction.
/// Nothing is delivered there until it is resumed.
[[nodiscard]] Result<void> pause_outlet(store::Transaction& transaction, const std::string& outlet,
                                        const Decider& decider);
/// Deliveries go there again, at once.
[[nodiscard]] Result<void> resume_outlet(store::Transaction& transaction, const std::string& outlet,
                                         const Decider& decider);
/// It is read again by the next run, and so is what it refuses or passes over since it broke what reads it.
struct Resumed {
  bool was_paused = false;
  std::int64_t forgotten = 0;  ///< things that are tried again
};
[[nodiscard]] Result<Resumed> resume_inlet(store::Transaction& transaction, const std::string& inlet,
                                           const Decider& decider);

/// How a run report tells of an inlet or outlet that is paused.
[[nodiscard]] std::string paused_text(const std::string& connection, const std::string& why);

}  // namespace sluss::engine
