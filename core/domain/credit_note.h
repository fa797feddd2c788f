// The credit note: takes days of an issued invoice back. The invoice itself never changes (invariant 4 of billing).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/result.h"
#include "domain/charge.h"
#include "domain/invoice.h"
#include "domain/parties.h"

namespace sluss::domain {

/// Days of one placement that are taken back. The amount is positive: what was billed less what the days that stay are
/// worth, each rounded once; so that invoice less credit notes is to the öre what stays. It may be an öre beside what
/// the days themselves are worth, which e-invoices allow (Peppol's rule R120: 0.02).
struct CreditedLine {
  std::string placement;  ///< its id, as the invoice names it
  ChargeLine credit;
};

struct CreditNoteBasis {
  const Invoice& original;
  const Unit* unit = nullptr;                ///< as they are now: what was wrong on the invoice may be its address.
  const Institution* institution = nullptr;  ///< Null: as the invoice has them
  int correction = 0;                        ///< 1, 2, ... within agreement, institution, unit and term
  std::string series;                        ///< of the invoice
  std::int64_t sequence = 0;                 ///< the number taken from that series
  Day issued;
  std::vector<CreditedLine> lines;
};

/// The credit note: each line as it stood on the invoice (student, programme, course, price), with the days that are
/// taken back. Error: Fault::data when the invoice has no line of that placement and price with those days.
[[nodiscard]] Result<Invoice> make_credit_note(const CreditNoteBasis& basis);

}  // namespace sluss::domain
