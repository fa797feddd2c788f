#include "settle.h"

#include <algorithm>

#include "domain/taken_off.h"
#include "reasons.h"

namespace sluss::settle {
namespace {

using domain::Payment;

/// What a payment is worth in the book.
Ore worth(const Payment& payment) {
  return payment.kind == domain::PaymentKind::reversal ? -payment.amount : payment.amount;
}

/// Of a payment that stands on invoices already: told of again, by another file or with other words, or booked in part.
void decide_booked(Item& item, const Payment& payment, const BookedPayment& booked) {
  const auto on = text_of(booked.parts);
  if (booked.amount != worth(payment))
    item.hold("payment " + payment.id + " was told of before with " + to_kronor(booked.amount) + " and booked: " + on +
                  ". Now the bank says " + to_kronor(worth(payment)) +
                  ": ask it which is right, and discard this message",
              payment.amount);
  else if (booked.booked() == booked.amount)
    item.filter("booked already: " + on + " (message " + std::to_string(booked.message) + ")");
  else
    item.hold("booked in part: " + on + ". " + to_kronor(booked.amount - booked.booked()) +
                  " is left; to book it: sluss payments book " + std::to_string(item.message.id) + " --invoice NUMBER",
              booked.amount - booked.booked());
}

void decide_withdrawn(Item& item, const std::optional<BookedPayment>& booked) {
  if (booked)
    item.hold("no longer told of, and booked: " + text_of(booked->parts) +
              ". Ask the bank whether the money came, and discard this message");
  else item.filter("no longer told of, and booked on nothing");
}

Result<domain::Match> match(const Payment& payment, PaymentBook& book) {
  std::vector<std::optional<domain::Receivable>> found;
  for (const auto& ocr : payment.ocrs) {
    const auto number = domain::number_of_ocr(ocr);
    found.emplace_back();
    if (!number) continue;
    SLUSS_TRY_ASSIGN(invoice, book.receivable(*number));
    found.back() = std::move(invoice);
  }
  return domain::match(payment, found);
}

/// What a person said of the payment stays with it when the bank tells of it with other words.
Result<void> carry_taken_off(Message& message, Context& context) {
  if (message.change != Change::changed || !domain::taken_off(message.body).empty()) return {};
  SLUSS_TRY_ASSIGN(known, context.lookup().of_kind("payment", message.key));
  if (!known) return {};
  for (const auto& number : domain::taken_off(known->message.body))
    message.body = domain::with_taken_off(std::move(message.body), number);
  return {};
}

/// The first of the shares that is on an invoice which a person took the payment off; nullptr when there is none.
const domain::Share* share_taken_off(const std::vector<domain::Share>& shares, const Value& body) {
  const auto off = domain::taken_off(body);
  const auto at = std::find_if(shares.begin(), shares.end(), [&](const domain::Share& share) {
    return std::find(off.begin(), off.end(), share.invoice) != off.end();
  });
  return at == shares.end() ? nullptr : &*at;
}

Result<void> settle_new(Item& item, const Payment& payment, Context& context) {
  const auto& message = item.message;
  auto& book = context.payments();
  SLUSS_TRY_ASSIGN(met, match(payment, book));
  if (const auto* off = share_taken_off(met.shares, message.body)) {
    item.hold(reason_of_taken_off(payment, off->invoice, message.id), payment.amount);
    return {};
  }
  if (met.kind != domain::Match::Kind::paid) {
    item.hold(reason_of(payment, met, message.id), payment.amount);
    return {};
  }
  std::vector<domain::PaidPart> parts;
  for (const auto& share : met.shares) {
    SLUSS_TRY(book.book(payment, message.item, message.id, share));
    parts.push_back({payment.id, message.id, share.invoice, share.amount, payment.day});
  }
  item.filter("paid in full: " + text_of(parts));
  return {};
}

Result<void> settle(Item& item, Context& context) {
  const auto& message = item.message;
  const auto payment = domain::read_payment(message.body);
  const auto id = payment ? payment->id : message.body["id"].text_or_empty();
  SLUSS_TRY_ASSIGN(booked, context.payments().find(id));
  if (message.change == Change::withdrawn) {
    decide_withdrawn(item, booked);
    return {};
  }
  if (!payment) {
    const auto place = message.origin.place();
    item.reject((place.empty() ? "" : place + ": ") + text_of(payment.error()));
    return {};
  }
  SLUSS_TRY(carry_taken_off(item.message, context));
  if (payment->kind == domain::PaymentKind::other)
    item.filter("money that left the account, or came back to it: it pays no invoice");
  else if (booked) decide_booked(item, *payment, *booked);
  else return settle_new(item, *payment, context);
  return {};
}

}  // namespace

Spec<Config> settle_spec() {
  return {"settle", "Books payments on the invoices that they pay, and holds what does not fit"};
}

Result<void> Settle::process(std::span<Item> batch, Context& context) {
  for (auto& item : batch) {
    if (item.message.kind == "payment") SLUSS_TRY(settle(item, context));
  }
  return {};
}

}  // namespace sluss::settle
