// The invoice: what is frozen when a number is given to it, and the body of an invoice message.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "base/result.h"
#include "base/value.h"
#include "domain/charge.h"
#include "domain/parties.h"
#include "domain/placement.h"
#include "domain/term.h"

namespace sluss::domain {

struct InvoiceLine {
  std::string id;         ///< "1", "2", ...
  std::string placement;  ///< the placement's id
  std::string subject;    ///< the same for lines of one student in this invoice, and says nothing of who it is
  std::string student_name;
  std::string programme, course;
  Day first, last;  ///< of the days on this line
  std::int64_t days = 0;
  DaySet dates;  ///< the days themselves
  Ore week_price;
  Ore amount;
};

/// A party as it was when the invoice was issued.
struct Seller {
  std::string unit, name, organisation_number, bankgiro, plusgiro, street, city, postal_code;
  Contact contact;
};
struct Buyer {
  std::string institution, name, organisation_number, channel, buyer_reference, order_reference, street, city,
      postal_code;
  Endpoint endpoint;
  Contact contact;
};

/// The invoice that a credit note takes days back of: an unambiguous reference (invariant 4 of billing).
struct CreditedInvoice {
  std::string number;
  Day issued;
};

/// An invoice, or a credit note: its amounts are positive as well, and say what is taken back.
struct Invoice {
  std::string number;                      ///< digits: the unit's series and a gapless count
  std::string ocr;                         ///< the number with its check digit
  std::string key;                         ///< the idempotency key, from content alone
  int supplement = 0;                      ///< 0: the term's ordinary invoice; 1, 2, ...: later ones
  int correction = 0;                      ///< of a credit note: 1, 2, ... within its term; 0: an invoice
  std::optional<CreditedInvoice> credits;  ///< of a credit note
  std::string agreement;                   ///< id
  std::string agreement_document;
  std::string term;
  Day period_first, period_last;
  Day issued, due;
  VatRule vat = VatRule::exempt;
  Seller seller;
  Buyer buyer;
  std::vector<InvoiceLine> lines;
  Ore total;

  [[nodiscard]] bool is_credit_note() const { return credits.has_value(); }
  /// What the document adds to what the buyer owes: less than nothing for a credit note.
  [[nodiscard]] Ore effect() const { return is_credit_note() ? -total : total; }
};

/// "agreement/institution/unit/term/ordinary" or ".../supplement-2": the idempotency key (invariant 2 of billing).
[[nodiscard]] std::string invoice_key(std::string_view agreement, std::string_view institution, std::string_view unit,
                                      std::string_view term, int supplement);
/// "agreement/institution/unit/term/credit-1".
[[nodiscard]] std::string credit_note_key(std::string_view agreement, std::string_view institution,
                                          std::string_view unit, std::string_view term, int correction);
/// The unit's series and the sequence in four digits or more.
[[nodiscard]] std::string invoice_number(const std::string& series, std::int64_t sequence);

/// A party as it stands on an invoice. An institution without an endpoint is reached by 0007 and its organisation
/// number.
[[nodiscard]] Seller seller_of(const Unit& unit);
[[nodiscard]] Buyer buyer_of(const Institution& institution);

/// A placement and the days of it that are to be invoiced.
struct PlacementCharge {
  Placement placement;
  ChargeLine charge;
};

/// All that one invoice is made of. The charges are inside the term's period (`assess` sees to it).
struct InvoiceBasis {
  const Agreement& agreement;
  const Institution& institution;
  const Unit& unit;
  Term term;
  int supplement = 0;
  std::int64_t sequence = 0;  ///< the number taken from the unit's series
  Day issued;
  std::vector<PlacementCharge> charges;
};

/// The invoice: lines in the order of the charges, numbered from 1; number = series + the sequence in four digits or
/// more; due after the agreement's payment days.
[[nodiscard]] Invoice make_invoice(const InvoiceBasis& basis);

/// The body of an invoice message. Amounts are integers of öre with names that end in `_ore`; days are YYYY-MM-DD;
/// `seller`, `buyer.channel`, `lines[].student_name`, ... as the members above; `vat` is "exempt" or "outside". Only a
/// credit note has `correction` and `credits`.
[[nodiscard]] Value to_value(const Invoice& invoice);
/// Error: Fault::data, naming the member that is missing or of the wrong kind. Addresses, contacts, references,
/// accounts, courses, `supplement`, `subject` and `dates` may be missing.
[[nodiscard]] Result<Invoice> read_invoice(const Value& body);

/// Number of weeks as annex 2 wants it: 17 days are "3,4"; whole weeks "3".
[[nodiscard]] std::string weeks_text(std::int64_t days);

/// What is wrong with an invoice that is about to leave, each a sentence: sums that do not add up, a line whose amount
/// is not days x price / 5 (an öre more or less on a credit note, see credit_note.h), a line outside the period,
/// duplicate line ids, a student-day twice, no due date, an account, organisation number or OCR that fails its check.
/// Empty when it may leave. Never tells who a student is.
[[nodiscard]] std::vector<std::string> faults_of(const Invoice& invoice);

}  // namespace sluss::domain
