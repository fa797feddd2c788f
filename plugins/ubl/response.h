// What a buyer answers to an invoice: Peppol BIS Invoice Response 3, an ApplicationResponse of UBL 2.1.
#pragma once

#include <pugixml.hpp>

#include "base/result.h"
#include "base/value.h"

namespace sluss::ubl {

/// Whether the root is an ApplicationResponse of UBL 2.1.
[[nodiscard]] bool is_response(pugi::xml_node root);

/// A body as domain/invoice_response.h reads it: {number, status, day, reasons, actions, texts, response}; `texts` is
/// what the buyer wrote, and `response` the number of the response itself. What is empty is left out.
///
/// Refused: another ApplicationResponse than Peppol's invoice response (CustomizationID); none or several documents
/// answered; a status that is not of its list; a number or day that is missing.
[[nodiscard]] Result<Value> read_response(pugi::xml_node root);

}  // namespace sluss::ubl
