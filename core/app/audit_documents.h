// The files of a year's export that are about documents.
#pragma once

#include "app/audit_export.h"

namespace sluss::app {

/// invoices.csv, credit-notes.csv, lines.csv, deliveries.csv, and with names the delivered documents themselves in
/// `documents`. Throws Stop.
void write_documents(store::Transaction& reading, const config::Configuration& configuration, const AuditOrder& order,
                     const std::filesystem::path& folder, AuditExport& written);

}  // namespace sluss::app
