// The two documents that leave: an invoice and a credit note, and what differs between them.
#pragma once

#include "domain/invoice.h"

namespace sluss::ubl {

struct DocumentKind {
  const char* root;  ///< the element, in the namespace `space`
  const char* space;
  const char* type;       ///< the element of the type code
  const char* type_code;  ///< UNTDID 1001
  const char* line;
  const char* quantity;
  bool credits = false;  ///< refers to the invoice that it credits, and has no due date
};

inline constexpr DocumentKind invoice_document{"Invoice",
                                               "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
                                               "cbc:InvoiceTypeCode",
                                               "380",
                                               "cac:InvoiceLine",
                                               "cbc:InvoicedQuantity"};
inline constexpr DocumentKind credit_note_document{"CreditNote",
                                                   "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
                                                   "cbc:CreditNoteTypeCode",
                                                   "381",
                                                   "cac:CreditNoteLine",
                                                   "cbc:CreditedQuantity",
                                                   true};

[[nodiscard]] inline const DocumentKind& kind_of(const domain::Invoice& invoice) {
  return invoice.is_credit_note() ? credit_note_document : invoice_document;
}

}  // namespace sluss::ubl
