// Reading the ledger: for people and for reconciliation.
#pragma once

#include "store/sqlite_database.h"
#include "store/store.h"

namespace sluss::store {

class SqliteBooks final : public Books {
 public:
  explicit SqliteBooks(Database& database) : database_(database) {}
  [[nodiscard]] Result<std::vector<IssuedInvoice>> invoices(const InvoiceFilter& filter) override;
  [[nodiscard]] Result<void> each_line(const std::function<Result<void>(const LedgerLine&)>& visit) override;
  [[nodiscard]] Result<std::optional<IssuedInvoice>> invoice(const std::string& number) override;
  [[nodiscard]] Result<std::optional<IssuedInvoice>> invoice_in(std::int64_t message) override;
  [[nodiscard]] Result<std::vector<IssuedInvoice>> credit_notes(const std::string& number) override;
  [[nodiscard]] Result<std::vector<LedgerLine>> lines_of_invoice(const std::string& number) override;
  [[nodiscard]] Result<std::vector<LedgerLine>> lines_of_item(std::int64_t item) override;
  [[nodiscard]] Result<std::vector<WaitingSum>> waiting_sums() override;
  [[nodiscard]] Result<std::vector<std::pair<std::string, std::int64_t>>> series() override;
  [[nodiscard]] Result<std::vector<std::string>> broken_rows() override;

 private:
  [[nodiscard]] bool has_table(const std::string& name);
  void add_broken_credits(std::vector<std::string>& broken);
  void add_broken_sums(std::vector<std::string>& broken);
  Database& database_;
};

}  // namespace sluss::store
