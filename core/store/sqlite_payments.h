// Payments on invoices.
#pragma once

#include "plugin/payment_book.h"
#include "store/payment_corrections.h"
#include "store/sqlite_database.h"

namespace sluss::store {

class SqlitePayments final : public PaymentBook {
 public:
  explicit SqlitePayments(Database& database) : database_(database) {}
  [[nodiscard]] Result<std::optional<domain::Receivable>> receivable(const std::string& number) override;
  [[nodiscard]] Result<domain::InvoiceAccount> account(const std::string& number) override;
  [[nodiscard]] Result<std::optional<domain::BilledParty>> billed(const std::string& number) override;
  [[nodiscard]] Result<std::optional<BookedPayment>> find(const std::string& payment) override;
  [[nodiscard]] Result<void> book(const domain::Payment& payment, std::int64_t item, std::int64_t message,
                                  const domain::Share& share) override;
  [[nodiscard]] Result<Ore> unbook(const std::string& payment, const std::string& invoice);

 private:
  /// What credit notes take off an invoice.
  [[nodiscard]] Ore credited_on(const std::string& number);
  [[nodiscard]] std::int64_t payment_id(const domain::Payment& payment, std::int64_t item, std::int64_t message);

  Database& database_;
};

}  // namespace sluss::store
