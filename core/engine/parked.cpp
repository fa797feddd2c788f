#include "engine/parked.h"

namespace sluss::engine {

using store::DeliveryState;
using store::State;

namespace {

std::string named(std::int64_t message) { return "message " + std::to_string(message); }

Result<store::StoredMessage> find(store::Transaction& transaction, std::int64_t message) {
  SLUSS_TRY_ASSIGN(stored, transaction.messages().get(message));
  if (!stored) return fail(Fault::config, "there is no " + named(message));
  return std::move(*stored);
}

}  // namespace

Result<void> retry(store::Transaction& transaction, std::int64_t message, const Decider& decider) {
  SLUSS_TRY_ASSIGN(stored, find(transaction, message));
  SLUSS_TRY_ASSIGN(deliveries, transaction.deliveries().of_message(message));
  std::string opened;
  for (auto& delivery : deliveries) {
    if (delivery.state != DeliveryState::rejected && delivery.state != DeliveryState::unknown) continue;
    opened += (opened.empty() ? "" : ", ") + delivery.connection + " (" + name_of(delivery.state) + ")";
    delivery.state = DeliveryState::pending;
    delivery.at = decider.at;
    SLUSS_TRY(transaction.deliveries().update(delivery));
  }
  if (opened.empty() || stored.state == State::superseded) {
    return fail(Fault::config, named(message) + " is " + name_of(stored.state) +
                                   ": it has no refused or doubtful delivery to make again. What is held is tried "
                                   "again every night; a rejected row waits for a corrected export");
  }
  SLUSS_TRY(transaction.messages().set_state(message, State::delivering, "", std::nullopt));
  return transaction.audit().add({decider.at, decider.who, "retry", named(message) + " to " + opened, decider.reason});
}

Result<void> discard(store::Transaction& transaction, std::int64_t message, const Decider& decider) {
  SLUSS_TRY_ASSIGN(stored, find(transaction, message));
  if (stored.message.kind == "invoice")
    return fail(Fault::config, named(message) + " is an invoice: it is delivered or credited, never dropped");
  if (stored.state != State::held && stored.state != State::rejected)
    return fail(Fault::config, named(message) + " is " + name_of(stored.state) + ": it waits for nobody");
  SLUSS_TRY_ASSIGN(lines, transaction.book().lines_of(stored.message.item));
  for (const auto& line : lines) {
    if (!line.invoice.empty())
      return fail(Fault::config, named(message) + " has days on invoice " + line.invoice + ": credit those first");
  }
  SLUSS_TRY(transaction.messages().set_state(message, State::resolved,
                                             "discarded by " + decider.who + ": " + decider.reason, std::nullopt));
  return transaction.audit().add({decider.at, decider.who, "discard", named(message), decider.reason});
}

}  // namespace sluss::engine
