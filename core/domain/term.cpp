#include "domain/term.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace sluss::domain {
namespace {

const TermDates& dates_of(Term::Season season, const Agreement& agreement) {
  return season == Term::Season::spring ? agreement.spring : agreement.autumn;
}

/// Takes the season's name off the front of a text in lower case. Longer names go first.
std::optional<Term::Season> take_season(std::string_view& text) {
  struct Name {
    std::string_view name;
    Term::Season season;
  };
  constexpr std::array names{
      Name{"hösttermin", Term::Season::autumn},
      Name{"vårtermin", Term::Season::spring},
      Name{"ht", Term::Season::autumn},
      Name{"vt", Term::Season::spring},
  };
  const auto found = std::find_if(names.begin(), names.end(), [&](const Name& n) { return text.starts_with(n.name); });
  if (found == names.end()) return std::nullopt;
  text.remove_prefix(found->name.size());
  if (found->name.size() > 2 && text.starts_with("en")) text.remove_prefix(2);
  return found->season;
}

/// "2026" or "26".
std::optional<int> year_from(std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  if (text.size() == 2) return 2000 + std::stoi(std::string(text));
  if (text.size() == 4 && text.starts_with("20")) return std::stoi(std::string(text));
  return std::nullopt;
}

}  // namespace

std::string to_text(const Term& term) {
  return (term.season == Term::Season::spring ? "VT" : "HT") + std::to_string(term.year);
}

std::optional<Term> parse_term(std::string_view text) {
  const auto folded = fold_case(trim(text));
  std::string_view rest = folded;
  const auto season = take_season(rest);
  if (!season) return std::nullopt;
  const auto year = year_from(trim(rest));
  if (!year) return std::nullopt;
  return Term{*year, *season};
}

Term next_term(const Term& term) {
  return term.season == Term::Season::spring ? Term{term.year, Term::Season::autumn}
                                             : Term{term.year + 1, Term::Season::spring};
}

Day day_in(int year, MonthDay at) {
  const auto date = std::chrono::year(year) / static_cast<int>(at.month) / static_cast<int>(at.day);
  if (date.ok()) return std::chrono::sys_days(date);
  return std::chrono::sys_days(date.year() / date.month() / std::chrono::last);
}

Period period_of(const Term& term, const Agreement& agreement) {
  const auto& dates = dates_of(term.season, agreement);
  const auto first = day_in(term.year, dates.begins);
  const auto last = day_in(term.year, dates.ends);
  return {first, last < first ? day_in(term.year + 1, dates.ends) : last};
}

Term term_of(Day start, const Agreement& agreement) {
  Term latest{year_of(start) - 1, Term::Season::spring};
  for (const int year : {year_of(start) - 1, year_of(start)}) {
    for (const auto season : {Term::Season::spring, Term::Season::autumn}) {
      const Term term{year, season};
      const auto begins = period_of(term, agreement).first;
      if (begins <= start && begins >= period_of(latest, agreement).first) latest = term;
    }
  }
  return latest;
}

std::optional<Day> invoice_from(const Term& term, const Agreement& agreement) {
  const auto& from = dates_of(term.season, agreement).invoice_from;
  if (!from) return std::nullopt;
  return day_in(term.year, *from);
}

}  // namespace sluss::domain
