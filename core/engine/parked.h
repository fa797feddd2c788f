// What people decide about messages that wait for them. Each decision goes to the audit log in the same transaction.
// A decision that cannot be made is Fault::config, and has changed nothing.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "store/store.h"

namespace sluss::engine {

/// Who decides, when, and why. The reason is kept; it must tell of no student.
struct Decider {
  std::string who;
  Instant at{};
  std::string reason;
};

/// Opens a message's refused and doubtful deliveries again: the next run makes them, under the keys they had. For one
/// in doubt it is this person who knows that it did not arrive. Of a version that a newer one has replaced, only what
/// the newer one has not overtaken: the target would be left with the older content. Refused when there is nothing to
/// make again.
[[nodiscard]] Result<void> retry(store::Transaction& transaction, std::int64_t message, const Decider& decider);

/// The other answer to a doubt: this person knows that it did arrive. The message's doubtful deliveries are delivered,
/// and the message too when all of them are. Refused when none is in doubt.
[[nodiscard]] Result<void> confirm(store::Transaction& transaction, std::int64_t message, const Decider& decider);

/// A message that is held or rejected waits no more; a newer version of it is looked at as ever. Refused when it does
/// not wait, is an invoice (which is delivered or credited, never dropped), or has days on an invoice.
[[nodiscard]] Result<void> discard(store::Transaction& transaction, std::int64_t message, const Decider& decider);

}  // namespace sluss::engine
