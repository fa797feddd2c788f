// Lines, VAT and totals of a Peppol invoice or credit note.
#pragma once

#include <pugixml.hpp>

#include "domain/invoice.h"

namespace sluss::ubl {

/// The days that a week price is paid for (the agreement, 4.6): the base quantity of every price.
inline constexpr int days_of_week_price = 5;

/// Appends cac:TaxTotal and cac:LegalMonetaryTotal. The VAT is 0 under both rules.
void add_totals(pugi::xml_node invoice, const domain::Invoice& from);

/// Appends one cac:InvoiceLine or cac:CreditNoteLine for each line.
void add_lines(pugi::xml_node invoice, const domain::Invoice& from);

/// Appends cac:InvoicePeriod; both days are included.
void add_period(pugi::xml_node to, Day first, Day last);

}  // namespace sluss::ubl
