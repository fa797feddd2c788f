#include "engine/parked.h"

#include "base/text.h"

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

/// The newer version of an item that has gone, or may have gone, where this older one's delivery was refused.
Result<std::optional<std::int64_t>> overtaken_by(store::Transaction& transaction, const Message& message,
                                                 const std::string& connection) {
  SLUSS_TRY_ASSIGN(versions, transaction.trail().versions(message.item));
  for (const auto version : versions) {
    if (version <= message.id) continue;
    SLUSS_TRY_ASSIGN(deliveries, transaction.deliveries().of_message(version));
    for (const auto& delivery : deliveries) {
      const bool never_left = delivery.state == DeliveryState::pending || delivery.state == DeliveryState::rejected;
      if (delivery.connection == connection && !never_left) return std::optional(version);
    }
  }
  return std::nullopt;
}

/// The refused and doubtful deliveries of a message that may be made again.
Result<std::vector<store::Delivery>> to_retry(store::Transaction& transaction, const store::StoredMessage& stored) {
  SLUSS_TRY_ASSIGN(deliveries, transaction.deliveries().of_message(stored.message.id));
  std::vector<store::Delivery> chosen;
  for (auto& delivery : deliveries) {
    if (delivery.state != DeliveryState::rejected && delivery.state != DeliveryState::unknown) continue;
    if (stored.state == State::superseded) {
      SLUSS_TRY_ASSIGN(newer, overtaken_by(transaction, stored.message, delivery.connection));
      if (newer)
        return fail(Fault::config, named(stored.message.id) + " was replaced by " + named(*newer) +
                                       ", which has gone to " + delivery.connection +
                                       " already: sent after it, the older one would undo it");
    }
    chosen.push_back(std::move(delivery));
  }
  if (chosen.empty())
    return fail(Fault::config, named(stored.message.id) + " is " + name_of(stored.state) +
                                   ": it has no refused or doubtful delivery to make again. What is held is tried "
                                   "again every night; a rejected row waits for a corrected export");
  return chosen;
}

}  // namespace

Result<void> retry(store::Transaction& transaction, std::int64_t message, const Decider& decider) {
  SLUSS_TRY_ASSIGN(stored, find(transaction, message));
  SLUSS_TRY_ASSIGN(deliveries, to_retry(transaction, stored));
  std::vector<std::string> opened;
  for (auto& delivery : deliveries) {
    opened.push_back(delivery.connection + " (" + name_of(delivery.state) + ")");
    delivery.state = DeliveryState::pending;
    delivery.at = decider.at;
    delivery.next.reset();
    SLUSS_TRY(transaction.deliveries().update(delivery));
  }
  if (stored.state != State::superseded)
    SLUSS_TRY(transaction.messages().set_state(message, State::delivering, "", std::nullopt));
  return transaction.audit().add(
      {decider.at, decider.who, "retry", named(message) + " to " + join(opened, ", "), decider.reason});
}

Result<void> confirm(store::Transaction& transaction, std::int64_t message, const Decider& decider) {
  SLUSS_TRY_ASSIGN(stored, find(transaction, message));
  SLUSS_TRY_ASSIGN(deliveries, transaction.deliveries().of_message(message));
  std::vector<std::string> arrived;
  for (auto& delivery : deliveries) {
    if (delivery.state != DeliveryState::unknown) continue;
    arrived.push_back(delivery.connection);
    delivery.state = DeliveryState::delivered;
    delivery.receipt = "confirmed by " + decider.who + ": " + decider.reason;
    delivery.at = decider.at;
    delivery.next.reset();
    SLUSS_TRY(transaction.deliveries().update(delivery));
  }
  if (arrived.empty())
    return fail(Fault::config, named(message) + " is " + name_of(stored.state) +
                                   ": none of its deliveries is in doubt, so there is nothing to confirm");
  return transaction.audit().add(
      {decider.at, decider.who, "confirm", named(message) + " to " + join(arrived, ", "), decider.reason});
}

Result<void> discard(store::Transaction& transaction, std::int64_t message, const Decider& decider) {
  SLUSS_TRY_ASSIGN(stored, find(transaction, message));
  if (stored.message.kind == "invoice")
    return fail(Fault::config, named(message) + " is an invoice: it is delivered or credited, never dropped");
  if (stored.state != State::held && stored.state != State::rejected)
    return fail(Fault::config, named(message) + " is " + name_of(stored.state) + ": it waits for nobody");
  SLUSS_TRY(transaction.book().take_back(stored.message.item));
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
