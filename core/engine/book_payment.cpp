#include "engine/book_payment.h"

#include <algorithm>

#include "domain/payment.h"

namespace sluss::engine {
namespace {

std::string named(std::int64_t message) { return "message " + std::to_string(message); }

/// The payment in a message that may be booked.
Result<domain::Payment> payment_in(const store::StoredMessage& stored) {
  const auto name = named(stored.message.id);
  if (stored.message.kind != "payment")
    return fail(Fault::config, name + " is no payment; see: sluss payments list --open");
  if (stored.state != store::State::held)
    return fail(Fault::config, name + " is " + name_of(stored.state) +
                                   (stored.reason.empty() ? "" : " (" + stored.reason + ")") +
                                   ": only what is held can be booked; see: sluss payments list --open");
  auto payment = domain::read_payment(stored.message.body);
  if (!payment) return fail(Fault::config, name + " cannot be read as a payment: see its reason");
  return std::move(*payment);
}

/// What is left of a payment, with its sign in the book.
struct Left {
  Ore all, rest;
};

Result<Left> left_of(const domain::Payment& payment, const std::optional<BookedPayment>& booked,
                     const PaymentOrder& order) {
  const auto worth = payment.kind == domain::PaymentKind::reversal ? -payment.amount : payment.amount;
  if (!booked) return Left{worth, worth};
  if (booked->amount != worth)
    return fail(Fault::config, named(order.message) + " tells of a payment that was booked before with " +
                                   to_kronor(booked->amount) + ": ask the bank which is right");
  const auto is_here = [&](const domain::PaidPart& part) { return part.invoice == order.invoice; };
  if (std::any_of(booked->parts.begin(), booked->parts.end(), is_here))
    return fail(Fault::config,
                "a part of " + named(order.message) + " stands on invoice " + order.invoice + " already");
  return Left{worth, worth - booked->booked()};
}

/// What is to be booked of what is left, with its sign.
Result<Ore> amount_of(const PaymentOrder& order, const Left& left, const domain::InvoiceAccount& account) {
  const bool back = left.all < Ore{};
  const auto most = back ? -left.rest : left.rest;
  const auto amount = order.amount.value_or(most);
  if (amount <= Ore{} || amount > most)
    return fail(Fault::config, named(order.message) + " has " + to_kronor(most) + " left to book, and " +
                                   to_kronor(amount) + " cannot be booked of it");
  if (back && amount > account.paid())
    return fail(Fault::config, to_kronor(account.paid()) + " is paid on invoice " + order.invoice + ": " +
                                   to_kronor(amount) + " cannot be taken off it");
  return back ? -amount : amount;
}

}  // namespace

Result<std::string> book_payment(store::Transaction& transaction, const PaymentOrder& order, const Decider& decider) {
  SLUSS_TRY_ASSIGN(stored, transaction.messages().get(order.message));
  if (!stored) return fail(Fault::config, "there is no " + named(order.message));
  SLUSS_TRY_ASSIGN(payment, payment_in(*stored));
  SLUSS_TRY_ASSIGN(invoice, transaction.books().invoice(order.invoice));
  if (!invoice) return fail(Fault::config, "there is no invoice " + order.invoice + "; see: sluss invoices unpaid");
  if (invoice->correction > 0)
    return fail(Fault::config, order.invoice + " is a credit note to invoice " + invoice->credits + ": book it there");
  SLUSS_TRY_ASSIGN(booked, transaction.payments().find(payment.id));
  SLUSS_TRY_ASSIGN(left, left_of(payment, booked, order));
  SLUSS_TRY_ASSIGN(before, transaction.payments().account(order.invoice));
  SLUSS_TRY_ASSIGN(amount, amount_of(order, left, before));

  SLUSS_TRY(transaction.payments().book(payment, stored->message.item, order.message, {order.invoice, amount}));
  SLUSS_TRY_ASSIGN(after, transaction.payments().account(order.invoice));
  const auto did =
      to_kronor(amount) + " on invoice " + order.invoice + ", which is now " + domain::standing_text(after);
  const auto rest = left.rest - amount;
  if (rest == Ore{})
    SLUSS_TRY(transaction.messages().set_state(order.message, store::State::filtered,
                                               "booked by " + decider.who + ": " + did + "; " + decider.reason, {}));
  else
    SLUSS_TRY(transaction.messages().set_state(order.message, store::State::held,
                                               "booked in part: " + did + ". " + to_kronor(rest) + " is left", rest));
  SLUSS_TRY(transaction.audit().add(
      {decider.at, decider.who, "book payment", named(order.message) + " as " + did, decider.reason}));
  return did;
}

}  // namespace sluss::engine
