// Terms: VT2027 (spring), HT2026 (autumn).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "domain/parties.h"

namespace sluss::domain {

struct Term {
  enum class Season { spring, autumn };
  int year = 0;
  Season season = Season::spring;

  friend auto operator<=>(const Term&, const Term&) = default;
};

/// "HT2026".
[[nodiscard]] std::string to_text(const Term& term);
/// Reads HT2026, VT2027; also "ht26", "HT 2026" and "Hösttermin 2026" as exports write them.
[[nodiscard]] std::optional<Term> parse_term(std::string_view text);

/// The term that follows it.
[[nodiscard]] Term next_term(const Term& term);

/// That day of the year; 29 February is the 28th in a year without it.
[[nodiscard]] Day day_in(int year, MonthDay at);

struct Period {
  Day first, last;  ///< both included
};

/// The term's days by an agreement.
[[nodiscard]] Period period_of(const Term& term, const Agreement& agreement);
/// The term that a placement beginning on that day belongs to: the one that began last.
[[nodiscard]] Term term_of(Day start, const Agreement& agreement);
/// From which day the term is invoiced; nullopt: at once.
[[nodiscard]] std::optional<Day> invoice_from(const Term& term, const Agreement& agreement);

}  // namespace sluss::domain
