// The invoice: what is frozen when a number is given to it, and the body of an invoice message.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "base/result.h"
#include "base/value.h"
#include "domain/parties.h"

namespace sluss::domain {

struct InvoiceLine {
  std::string id;            ///< "1", "2", ...
  std::string placement;     ///< the placement's id
  std::string student_name;
  std::string programme, course;
  Day first, last;           ///< of the days on this line
  std::int64_t days = 0;
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

struct Invoice {
  std::string number;     ///< digits: the unit's series and a gapless count
  std::string ocr;        ///< the number with its check digit
  std::string key;        ///< the idempotency key, from content alone
  int supplement = 0;     ///< 0: the term's ordinary invoice; 1, 2, ...: later ones
  std::string agreement;  ///< id
  std::string agreement_document;
  std::string term;
  Day period_first, period_last;
  Day issued, due;
  VatRule vat = VatRule::exempt;
  Seller seller;
  Buyer buyer;
  std::vector<InvoiceLine> lines;
  Ore total;
};

/// "agreement/institution/unit/term/ordinary" or ".../supplement-2": the idempotency key (invariant 2 of billing).
[[nodiscard]] std::string invoice_key(std::string_view agreement, std::string_view institution, std::string_view unit,
                                      std::string_view term, int supplement);

/// The body of an invoice message. Amounts are integers of öre with names that end in `_ore`; days are YYYY-MM-DD;
/// `seller`, `buyer.channel`, `lines[].student_name`, ... as the members above.
[[nodiscard]] Value to_value(const Invoice& invoice);
/// Error: Fault::data, naming the member that is missing or of the wrong kind.
[[nodiscard]] Result<Invoice> read_invoice(const Value& body);

/// Number of weeks as annex 2 wants it: 17 days are "3,4"; whole weeks "3".
[[nodiscard]] std::string weeks_text(std::int64_t days);

/// What is wrong with an invoice that is about to leave, each a sentence: sums that do not add up, a line whose amount
/// is not days x price / 5, a line outside the period, duplicate line ids, a student-day twice, no due date, an
/// account, organisation number or OCR that fails its check. Empty when it may leave.
[[nodiscard]] std::vector<std::string> faults_of(const Invoice& invoice);

}  // namespace sluss::domain
