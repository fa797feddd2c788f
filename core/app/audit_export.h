// A year's books as files, for an auditor from outside.
#pragma once

#include <filesystem>
#include <string>

#include "app/workplace.h"
#include "engine/reconciliation.h"

namespace sluss::app {

struct AuditOrder {
  int year = 0;
  std::filesystem::path to;
  bool names = false;  ///< with students' names, and the documents that hold them
};

/// What stands in it.
struct AuditExport {
  std::int64_t invoices = 0, credit_notes = 0, lines = 0, payments = 0, decisions = 0, audits = 0, documents = 0;
  Ore invoiced, credited, paid;                    ///< of the year
  Ore invoiced_other_years, credited_other_years;  ///< with the year's, what the whole store has
  engine::Account total;                           ///< of the whole store, as `sluss reconcile` has it
};

/// Writes the folder: CSV files, documents, and a MANIFEST that `sha256sum -c` reads. A document belongs to the year it
/// was issued in, a payment to that of its day, decisions and audits to that of their moment in Sweden. All of it is
/// one state of the store. Written under another name and renamed when it is whole. Throws Stop: when the folder is
/// there and not empty, when it cannot be written, and when the store cannot be read.
AuditExport export_year(Workplace& work, const AuditOrder& order);

[[nodiscard]] Value to_value(const AuditExport& written);
/// "name value" for each total, one to a line: in kronor where it is money.
[[nodiscard]] std::string totals_text(const AuditExport& written, const std::string& before_each);

}  // namespace sluss::app
