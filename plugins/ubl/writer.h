// Writes an invoice or a credit note as Peppol BIS Billing 3: UBL 2.1 in the order of its schema, EN 16931, the Swedish
// rules.
#pragma once

#include <string>

#include "base/result.h"
#include "domain/invoice.h"

namespace sluss::ubl {

/// The document's bytes: UTF-8, the same for the same invoice. A credit note is a document of another kind, with
/// positive amounts, a reference to the invoice that it credits, and no due date: its payment terms say what becomes of
/// it.
///
/// Rule R003 asks for a buyer reference or an order reference. Where the configuration has neither, the reference is
/// the first of these that there is: the buyer's contact person, the agreement's document, the agreement's id.
///
/// Error: Fault::data, naming what `domain::faults_of` finds, and a party without a name.
[[nodiscard]] Result<std::string> write_document(const domain::Invoice& invoice);

}  // namespace sluss::ubl
