// The payments that stand on invoices, as a processor sees them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/party_identity.h"
#include "domain/payment.h"

namespace sluss {

/// A payment of which something was booked.
struct BookedPayment {
  std::int64_t item = 0, message = 0;   ///< that told of it when it was first booked
  Ore amount;                           ///< all of it; below zero for money that was taken back
  std::vector<domain::PaidPart> parts;  ///< in the order they were booked

  [[nodiscard]] Ore booked() const;
};

/// All calls of one `process` are one transaction.
class PaymentBook {
 public:
  virtual ~PaymentBook() = default;
  /// The issued invoice of that number (a credit note is none), and what was credited and paid on it. Error:
  /// Fault::store when its document is damaged.
  [[nodiscard]] virtual Result<std::optional<domain::Receivable>> receivable(const std::string& number) = 0;
  /// What is owed for an issued invoice, without a look at its document. No such invoice: nothing of anything.
  [[nodiscard]] virtual Result<domain::InvoiceAccount> account(const std::string& number) = 0;
  /// Whom the issued invoice or credit note of that number was made out to, as it says itself; nullopt: there is none.
  /// Error: as of `receivable`.
  [[nodiscard]] virtual Result<std::optional<domain::BilledParty>> billed(const std::string& number) = 0;
  /// What was booked of a payment, by its id; nullopt when nothing was.
  [[nodiscard]] virtual Result<std::optional<BookedPayment>> find(const std::string& payment) = 0;
  /// Books a share of a payment on an invoice; its amount is below zero for money that was taken back. More than the
  /// payment is worth, the same payment twice on one invoice, or an amount of the other sign: Fault::store (ask `find`
  /// first). An invoice that does not exist: Fault::internal.
  [[nodiscard]] virtual Result<void> book(const domain::Payment& payment, std::int64_t item, std::int64_t message,
                                          const domain::Share& share) = 0;
};

/// What stands in for the book where there is none: each call is Fault::config.
[[nodiscard]] PaymentBook& closed_payment_book();

}  // namespace sluss
