#include "engine/unbook_payment.h"

#include <algorithm>

#include "base/text.h"
#include "domain/taken_off.h"
#include "store/payment_corrections.h"

namespace sluss::engine {
namespace {

std::string named(std::int64_t message) { return "message " + std::to_string(message); }

Result<BookedPayment> booked_in(store::Transaction& transaction, std::int64_t message) {
  SLUSS_TRY_ASSIGN(stored, transaction.messages().get(message));
  if (!stored) return fail(Fault::config, "there is no " + named(message));
  if (stored->message.kind != "payment")
    return fail(Fault::config, named(message) + " is no payment; see: sluss payments list");
  SLUSS_TRY_ASSIGN(booked, transaction.payments().find(stored->message.body["id"].text_or_empty()));
  if (!booked) return fail(Fault::config, "nothing of " + named(message) + " stands on an invoice");
  return std::move(*booked);
}

Result<std::vector<domain::PaidPart>> parts_of(const BookedPayment& booked, const UnbookOrder& order) {
  std::vector<domain::PaidPart> parts;
  std::copy_if(booked.parts.begin(), booked.parts.end(), std::back_inserter(parts),
               [&](const auto& part) { return order.invoice.empty() || part.invoice == order.invoice; });
  if (parts.empty())
    return fail(Fault::config, "nothing of " + named(order.message) + " stands on invoice " + order.invoice);
  return parts;
}

/// Gives what the invoice is now.
Result<std::string> take_off(store::Transaction& transaction, const domain::PaidPart& part) {
  SLUSS_TRY(store::unbook(transaction, part.payment, part.invoice));
  SLUSS_TRY_ASSIGN(account, transaction.payments().account(part.invoice));
  if (account.paid() < Ore{})
    return fail(Fault::config, "of what is paid on invoice " + part.invoice + " the bank took " +
                                   to_kronor(-account.paid()) + " back: unbook that first (" +
                                   named(account.parts.back().message) + ")");
  return to_kronor(part.amount) + " off invoice " + part.invoice + ", which is now " + domain::standing_text(account);
}

/// The newest version of the payment, with what was said of it, waits.
Result<std::int64_t> hold(store::Transaction& transaction, const BookedPayment& booked,
                          const std::vector<domain::PaidPart>& parts, const Decider& decider) {
  SLUSS_TRY_ASSIGN(versions, transaction.trail().versions(booked.item));
  if (versions.empty()) return fail(Fault::internal, "a booked payment has no message");
  SLUSS_TRY_ASSIGN(stored, transaction.messages().get(versions.back()));
  if (!stored) return fail(Fault::internal, "a booked payment has no message");
  SLUSS_TRY_ASSIGN(id, transaction.messages().next_id());
  auto rest = booked.amount - booked.booked();
  std::vector<std::string> numbers;
  for (const auto& part : parts) {
    rest += part.amount;
    numbers.push_back(part.invoice);
    stored->message.body = domain::with_taken_off(std::move(stored->message.body), part.invoice);
  }
  stored->message.id = id;
  stored->message.change = Change::changed;
  stored->state = store::State::held;
  stored->amount = rest < Ore{} ? -rest : rest;
  stored->reason = "taken off invoice " + join(numbers, ", ") + " by " + decider.who + ": " + decider.reason +
                   ". To book it: sluss payments book " + std::to_string(id) +
                   " --invoice NUMBER, or pay it back and discard this message";
  SLUSS_TRY(transaction.messages().append(*stored));
  return id;
}

}  // namespace

Result<std::string> unbook_payment(store::Transaction& transaction, const UnbookOrder& order, const Decider& decider) {
  SLUSS_TRY_ASSIGN(booked, booked_in(transaction, order.message));
  SLUSS_TRY_ASSIGN(parts, parts_of(booked, order));
  std::vector<std::string> done;
  for (const auto& part : parts) {
    SLUSS_TRY_ASSIGN(off, take_off(transaction, part));
    done.push_back(off);
  }
  SLUSS_TRY_ASSIGN(waits, hold(transaction, booked, parts, decider));
  const auto did = join(done, "; ");
  SLUSS_TRY(transaction.audit().add(
      {decider.at, decider.who, "unbook payment", named(waits) + " by taking " + did, decider.reason}));
  return did + ". The payment waits as " + named(waits);
}

}  // namespace sluss::engine
