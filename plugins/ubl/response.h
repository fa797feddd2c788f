// What a buyer answers to an invoice: Peppol BIS Invoice Response 3, an ApplicationResponse of UBL 2.1.
#pragma once

#include <pugixml.hpp>

#include "base/result.h"
#include "base/value.h"

namespace sluss::ubl {

/// Whether the root is an ApplicationResponse of UBL 2.1.
[[nodiscard]] bool is_response(pugi::xml_node root);

/// A body as domain/invoice_response.h reads it: {number, status, day, reasons, actions, texts, response, sender};
/// `texts` is what the buyer wrote, `response` the number of the response itself, and `sender` who it says that it is,
/// by identifiers with a scheme. What is empty is left out.
///
/// Refused: another ApplicationResponse than Peppol's invoice response (CustomizationID); none or several documents
/// answered; a status that is not of its list; a number or day that is missing; a sender without an identifier.
[[nodiscard]] Result<Value> read_response(pugi::xml_node root);

}  // namespace sluss::ubl
