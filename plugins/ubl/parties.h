// Seller and buyer in a Peppol invoice.
#pragma once

#include <pugixml.hpp>

#include "domain/invoice.h"

namespace sluss::ubl {

/// Appends cac:AccountingSupplierParty and cac:AccountingCustomerParty. Only the seller has a VAT id, and only under
/// category E, which asks for one (BR-E-02); category O forbids it (BR-O-02).
void add_parties(pugi::xml_node invoice, const domain::Invoice& from);

}  // namespace sluss::ubl
