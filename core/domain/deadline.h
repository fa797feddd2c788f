// By when something is to be done for a term: the days follow from the agreement's rules, for any term of any year.
// Source: [A] 4.2 and 4.6 of the model agreement of 2016; every date of it is configuration.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "domain/parties.h"
#include "domain/term.h"

namespace sluss::domain {

[[nodiscard]] const char* name_of(DeadlineKind kind);

/// A deadline of one term. Until the day's end what it asks for is in time.
struct Deadline {
  const Agreement* agreement = nullptr;  ///< belongs to a book that outlives it
  DeadlineKind kind = DeadlineKind::announce;
  Term term;
  Day day;
  std::vector<int> remind;  ///< as the rule has them

  /// Below zero when it has passed.
  [[nodiscard]] int days_left(Day today) const { return static_cast<int>((day - today).count()); }
  /// Of the warnings whose day has come the last one, in days before the deadline; nullopt before the first of them
  /// and after the deadline. One that was missed altogether is replaced by the next.
  [[nodiscard]] std::optional<int> warning(Day today) const;
  /// It has passed, and can still be made up for: places are announced before the term begins, answered for until it
  /// ends, and days are invoiced however late.
  [[nodiscard]] bool is_overdue(Day today) const;
};

/// "avtal-01/answer/HT2026": names it in alarms and in what is remembered of reminders.
[[nodiscard]] std::string key_of(const Deadline& deadline);

/// An agreement's deadlines of a term, in the order of its rules: those of planning when it holds on the term's first
/// day, that of invoicing when it holds on any.
[[nodiscard]] std::vector<Deadline> deadlines_of(const Agreement& agreement, const Term& term);

/// The terms whose deadlines may be near that day, however far from its term a deadline lies: in order.
[[nodiscard]] std::vector<Term> terms_around(Day today);

}  // namespace sluss::domain
