#pragma once

#include "store/inspection.h"
#include "store/sqlite_database.h"

namespace sluss::store {

class SqliteInspection final : public Inspection {
 public:
  explicit SqliteInspection(Database& database) : database_(database) {}
  [[nodiscard]] Result<Faults> lost_lines() override;
  [[nodiscard]] Result<Faults> broken_series() override;
  [[nodiscard]] Result<Faults> broken_credits() override;
  [[nodiscard]] Result<Faults> broken_states() override;
  [[nodiscard]] Result<Faults> broken_payments() override;
  [[nodiscard]] Result<void> each_paid_part(const std::function<Result<void>(const domain::PaidPart&)>& visit) override;
  [[nodiscard]] Result<void> each_entry(const std::function<Result<void>(const AuditEntry&)>& visit) override;
  [[nodiscard]] Result<std::vector<AuditEntry>> entries_about(const std::string& what) override;
  [[nodiscard]] Result<std::vector<std::int64_t>> placements_for(const std::string& order) override;
  [[nodiscard]] Result<std::vector<StoredMessage>> heads(const MessageFilter& filter) override;
  [[nodiscard]] Result<void> each_parked(const ParkedFilter& filter,
                                         const std::function<Result<void>(const ParkedRow&)>& visit) override;
  [[nodiscard]] Result<std::vector<OpenInvoice>> open_invoices() override;
  [[nodiscard]] Result<std::vector<AuditEntry>> last_entries(const std::string& action, std::size_t limit) override;

 private:
  Database& database_;
};

}  // namespace sluss::store
