#include "store/sqlite_payments.h"

#include "store/sqlite_content.h"
#include "store/sqlite_messages.h"

namespace sluss::store {
namespace {

#define SLUSS_PART_COLUMNS                                                                                     \
  "SELECT p.key, p.message, v.number, t.amount, p.day FROM payment_part t JOIN payment p ON p.id = t.payment " \
  "JOIN invoice v ON v.id = t.invoice "

domain::PaidPart part_of(const Query& query) {
  return {query.text(0), query.integer(1), query.text(2), Ore{query.integer(3)},
          Day(std::chrono::days(query.integer(4)))};
}

}  // namespace

Result<std::optional<domain::Receivable>> SqlitePayments::receivable(const std::string& number) {
  return tried([&]() -> Result<std::optional<domain::Receivable>> {
    Query query(database_, "SELECT message FROM invoice WHERE number = ? AND message IS NOT NULL AND credits IS NULL",
                number);
    if (!query.row()) return std::nullopt;
    SLUSS_TRY_ASSIGN(document, SqliteMessages(database_).get(query.integer(0), Damage::refuse));
    if (!document) return fail(damaged_content(query.integer(0)));
    SLUSS_TRY_ASSIGN(owed, account(number));
    const auto& seller = document->message.body["seller"];
    return domain::Receivable{number, seller["bankgiro"].text_or_empty(), seller["plusgiro"].text_or_empty(),
                              std::move(owed)};
  });
}

Result<std::optional<domain::BilledParty>> SqlitePayments::billed(const std::string& number) {
  return tried([&]() -> Result<std::optional<domain::BilledParty>> {
    Query query(database_, "SELECT message FROM invoice WHERE number = ? AND message IS NOT NULL", number);
    if (!query.row()) return std::nullopt;
    SLUSS_TRY_ASSIGN(document, SqliteMessages(database_).get(query.integer(0), Damage::refuse));
    if (!document) return fail(damaged_content(query.integer(0)));
    const auto& buyer = document->message.body["buyer"];
    return domain::BilledParty{buyer["organisation_number"].text_or_empty(),
                               {buyer.at("endpoint.scheme").text_or_empty(), buyer.at("endpoint.id").text_or_empty()}};
  });
}

Ore SqlitePayments::credited_on(const std::string& number) {
  Query query(database_,
              "SELECT -coalesce(sum(total), 0) FROM invoice WHERE credits = (SELECT id FROM invoice WHERE number = ?)",
              number);
  query.row();
  return Ore{query.integer(0)};
}

Result<domain::InvoiceAccount> SqlitePayments::account(const std::string& number) {
  return tried([&]() -> Result<domain::InvoiceAccount> {
    Query query(database_, "SELECT total FROM invoice WHERE number = ?", number);
    if (!query.row()) return domain::InvoiceAccount{};
    domain::InvoiceAccount account{Ore{query.integer(0)}, credited_on(number), {}};
    Query parts(database_, SLUSS_PART_COLUMNS "WHERE v.number = ? ORDER BY t.id", number);
    while (parts.row()) account.parts.push_back(part_of(parts));
    return account;
  });
}

Result<std::optional<BookedPayment>> SqlitePayments::find(const std::string& payment) {
  return tried([&]() -> Result<std::optional<BookedPayment>> {
    Query query(database_, "SELECT item, message, amount FROM payment WHERE key = ?", payment);
    if (!query.row()) return std::nullopt;
    BookedPayment found{query.integer(0), query.integer(1), Ore{query.integer(2)}, {}};
    Query parts(database_, SLUSS_PART_COLUMNS "WHERE p.key = ? ORDER BY t.id", payment);
    while (parts.row()) found.parts.push_back(part_of(parts));
    return found;
  });
}

std::int64_t SqlitePayments::payment_id(const domain::Payment& payment, std::int64_t item, std::int64_t message) {
  const auto amount = payment.kind == domain::PaymentKind::reversal ? -payment.amount : payment.amount;
  Query(database_,
        "INSERT INTO payment (key, item, message, amount, day) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        payment.id, item, message, amount.value, std::int64_t{payment.day.time_since_epoch().count()})
      .run();
  Query query(database_, "SELECT id FROM payment WHERE key = ?", payment.id);
  query.row();
  return query.integer(0);
}

Result<void> SqlitePayments::book(const domain::Payment& payment, std::int64_t item, std::int64_t message,
                                  const domain::Share& share) {
  return tried([&]() -> Result<void> {
    Query invoice(database_, "SELECT id FROM invoice WHERE number = ?", share.invoice);
    if (!invoice.row())
      return fail(Fault::internal, "a payment was booked on invoice " + share.invoice + ", which does not exist");
    Query(database_, "INSERT INTO payment_part (payment, invoice, amount) VALUES (?, ?, ?)",
          payment_id(payment, item, message), invoice.integer(0), share.amount.value)
        .run();
    return {};
  });
}

Result<Ore> SqlitePayments::unbook(const std::string& payment, const std::string& invoice) {
  return tried([&]() -> Result<Ore> {
    Query part(database_,
               "SELECT t.id, t.payment, t.amount FROM payment_part t JOIN payment p ON p.id = t.payment "
               "JOIN invoice v ON v.id = t.invoice WHERE p.key = ? AND v.number = ?",
               payment, invoice);
    if (!part.row())
      return fail(Fault::internal, "payment " + payment + " was taken off invoice " + invoice + ", and is not on it");
    const auto id = part.integer(1);
    const Ore amount{part.integer(2)};
    Query(database_, "DELETE FROM payment_part WHERE id = ?", part.integer(0)).run();
    Query(database_, "DELETE FROM payment WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM payment_part WHERE payment = ?1)",
          id)
        .run();
    return amount;
  });
}

Result<Ore> unbook(Transaction& transaction, const std::string& payment, const std::string& invoice) {
  auto* payments = dynamic_cast<SqlitePayments*>(&transaction.payments());
  if (payments == nullptr) return fail(Fault::internal, "this store takes no payment off an invoice");
  return payments->unbook(payment, invoice);
}

}  // namespace sluss::store
