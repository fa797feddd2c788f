// What a placement is worth, and what changes when that is compared with what was booked before. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "domain/parties.h"
#include "domain/placement.h"
#include "domain/term.h"

namespace sluss::domain {

/// `days x week price / 5`, rounded half-up to the öre, once. 22 days at 1571.31 kr: 6913.76 kr. days >= 0.
[[nodiscard]] Ore line_amount(std::int64_t days, Ore week_price);

/// Public holidays of Sweden (red days; not the eves nor plain Sundays) as they are since 2005, computed.
[[nodiscard]] bool is_public_holiday(Day day);

/// The days of a placement that count. Needs a placement that `read_placement` accepted: the listed dates; or all
/// weekdays between start and end, of which the first `day_count` when a number is stated. Public holidays are passed
/// over where the agreement does not count them. May be empty.
[[nodiscard]] DaySet counted_days(const Placement& placement, HolidayRule holidays);

/// Days that share one price: one line of an invoice.
struct ChargeLine {
  DaySet days;
  Ore week_price;
  Ore amount;
  friend bool operator==(const ChargeLine&, const ChargeLine&) = default;
};

/// What a placement is worth, and between whom.
struct Worth {
  const Agreement* agreement = nullptr;
  const Institution* institution = nullptr;
  const Unit* unit = nullptr;
  Term term;
  std::vector<ChargeLine> lines;  ///< in order of day

  [[nodiscard]] Ore total() const;
  [[nodiscard]] DaySet days() const;
};

/// It is rightly not billed.
struct NotBilled {
  std::string reason;
};

/// It waits for a person, or for configuration. The reason never tells who the student is.
struct Held {
  std::string reason;
};

using Assessment = std::variant<Worth, NotBilled, Held>;

/// The agreement that holds when the placement starts; null when there is none, or a party is not known.
[[nodiscard]] const Agreement* agreement_of(const Placement& placement, const AgreementBook& book);

/// What a placement is worth by the agreements. Held: unknown institution or unit, no agreement, no day that counts,
/// days outside the agreement or the term, a day without a price, protected identity. Not billed: theses and projects,
/// cancelled, planned, and withdrawn unless the agreement pays late withdrawals. The order is: not billed first, then
/// protected identity, then the rest. The agreement is the one that holds when the placement starts; the term is the
/// stated one, else it follows from the start.
[[nodiscard]] Assessment assess(const Placement& placement, const AgreementBook& book);

/// A line that was booked before for the same placement, less what credit notes have taken back of it.
struct BookedLine {
  std::int64_t id = 0;
  std::string agreement, unit, institution, term;  ///< ids; term as text
  ChargeLine line;                                 ///< the days that stand, and what they amount to
  std::string invoice;                             ///< the number of the invoice it stands on; empty while it waits
};

/// Days of a line on an invoice that its placement no longer stands for.
struct Credit {
  std::int64_t line = 0;
  ChargeLine credit;  ///< the amount is positive: what the line amounts to less what the days that stay are worth
  std::string invoice;
  std::string why;
  friend bool operator==(const Credit&, const Credit&) = default;
};

/// What makes the books say what a placement is worth now.
struct Adjustment {
  std::vector<Credit> credits;
  std::vector<ChargeLine> charges;

  /// Charges less credits.
  [[nodiscard]] Ore sum() const;
};

/// Compares what is booked with what the placement is worth now (nullptr: nothing). Lines on an invoice never change:
/// days that come in addition become new lines; days that fall away, and all days of a line whose price, unit, payer,
/// agreement or term is another now, are credited, and charged anew where they are still to be paid for. Rounded line
/// by line, so that the booked lines and the adjustment are what the placement is worth, to the öre.
[[nodiscard]] Adjustment adjust(const std::vector<BookedLine>& booked, const Worth* worth);

}  // namespace sluss::domain
