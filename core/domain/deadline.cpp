#include "domain/deadline.h"

namespace sluss::domain {
namespace {

const std::optional<TermDay>& day_of(const DeadlineRule& rule, const Term& term) {
  return term.season == Term::Season::spring ? rule.spring : rule.autumn;
}

/// A term is planned under the agreement that holds when it begins. Days are invoiced by whichever they lie in.
bool is_for(DeadlineKind kind, const Agreement& agreement, const Period& term) {
  const auto begun_by = kind == DeadlineKind::invoice ? term.last : term.first;
  return agreement.valid_from <= begun_by && (!agreement.valid_to || term.first <= *agreement.valid_to);
}

}  // namespace

const char* name_of(DeadlineKind kind) {
  switch (kind) {
    case DeadlineKind::announce: return "announce";
    case DeadlineKind::answer: return "answer";
    case DeadlineKind::invoice: return "invoice";
  }
  return "announce";
}

std::optional<int> Deadline::warning(Day today) const {
  std::optional<int> last;
  for (const int before : remind) {
    if (days_left(today) <= before && days_left(today) >= 0) last = before;
  }
  return last;
}

bool Deadline::is_overdue(Day today) const {
  if (days_left(today) >= 0) return false;
  const auto period = period_of(term, *agreement);
  switch (kind) {
    case DeadlineKind::announce: return today < period.first;
    case DeadlineKind::answer: return today <= period.last;
    case DeadlineKind::invoice: return true;
  }
  return true;
}

std::string key_of(const Deadline& deadline) {
  return deadline.agreement->id + "/" + name_of(deadline.kind) + "/" + to_text(deadline.term);
}

std::vector<Deadline> deadlines_of(const Agreement& agreement, const Term& term) {
  std::vector<Deadline> deadlines;
  const auto period = period_of(term, agreement);
  for (const auto& rule : agreement.deadlines) {
    const auto& day = day_of(rule, term);
    if (day && is_for(rule.kind, agreement, period))
      deadlines.push_back({&agreement, rule.kind, term, day_in(term.year + day->year, day->on), rule.remind});
  }
  return deadlines;
}

std::vector<Term> terms_around(Day today) {
  // A deadline lies a year from its term's at most, a warning less than a year before it, and a term may end in the
  // year after its own.
  std::vector<Term> terms;
  for (Term term{year_of(today) - 1, Term::Season::spring}; term.year <= year_of(today) + 2; term = next_term(term))
    terms.push_back(term);
  return terms;
}

}  // namespace sluss::domain
