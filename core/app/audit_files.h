// The files of a year's export that are not about documents. Each throws Stop when it cannot be written or read.
#pragma once

#include "app/audit_export.h"

namespace sluss::app {

/// Whether that day is in the year.
[[nodiscard]] bool is_in_year(Day day, int year);

/// accounts.csv: the whole store by unit, institution and term, as `sluss reconcile` has it.
void write_accounts(const std::filesystem::path& folder, const engine::Accounts& accounts);
/// payments.csv: each part of a payment that is booked on an invoice.
void write_payments(store::Transaction& reading, int year, const std::filesystem::path& folder, AuditExport& written);
/// series.csv: every series, with its numbers of the year.
void write_series(store::Transaction& reading, int year, const std::filesystem::path& folder);
/// decisions.csv: what people decided and looked at; audits.csv: what the auditor saw each night.
void write_trail(store::Transaction& reading, int year, const std::filesystem::path& folder, AuditExport& written);

}  // namespace sluss::app
