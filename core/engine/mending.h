// What a person mends in a message that waits, where the source cannot or will not.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/configuration.h"
#include "engine/parked.h"
#include "engine/run_lock.h"

namespace sluss::engine {

/// A value for a path in a body.
using Assignment = std::pair<std::string, Value>;

/// Reads "path=value"; the value is JSON when it is JSON, else a text. Error: Fault::config.
[[nodiscard]] Result<Assignment> read_assignment(std::string_view text);

/// The inlet that a message came from. Error: Fault::config, no pipeline reads it, so no run would look at what is
/// mended.
[[nodiscard]] Result<const config::Inlet*> inlet_of(const config::Configuration& configuration,
                                                    const store::StoredMessage& stored);

/// Keeps the pipelines that read a channel from running while it is held: a run under way has seen the row under its
/// old number, and would take the new one for missing. Error: Fault::unavailable, one runs.
[[nodiscard]] Result<std::vector<RunLock>> between_runs(const config::Configuration& configuration,
                                                        const std::string& channel);

/// What became of a mended message.
struct Mended {
  std::int64_t message = 0;         ///< the new version
  std::vector<std::string> fields;  ///< the paths that changed
};

/// Appends a held or rejected message with this body as a new version of its item, which the next run looks at like a
/// fresh row. It keeps the hash of the row as the source gave it: the unchanged row of the next export does not undo
/// it, and one that has really changed replaces it. `inlet` is where the message came from (`inlet_of`); no run of its
/// pipelines may be under way (`between_runs`). The audit log names the fields, not what stands in them. Refused with
/// Fault::config, and nothing changed: what does not wait, was withdrawn or is an invoice; a row that was never read or
/// stands twice; a change of the key; fields that neither the body nor the domain has; values that the domain cannot
/// read.
[[nodiscard]] Result<Mended> mend(store::Transaction& transaction, std::int64_t message, Value body,
                                  const config::Inlet& inlet, const Decider& decider);

}  // namespace sluss::engine
