#include <algorithm>

#include "domain/charge.h"

namespace sluss::domain {
namespace {

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string span_text(Day first, Day last) {
  return first == last ? to_iso(first) : to_iso(first) + "–" + to_iso(last);
}

/// Why it is rightly not billed, or empty.
std::string not_billed_because(const Placement& placement) {
  if (placement.type == PlacementType::thesis || placement.type == PlacementType::project)
    return std::string("theses and projects are never billed; the type is ") + name_of(placement.type);
  switch (placement.status) {
    case PlacementStatus::planned: return "it is planned only, not confirmed";
    case PlacementStatus::cancelled: return "it is cancelled";
    case PlacementStatus::withdrawn:
    case PlacementStatus::confirmed:
    case PlacementStatus::carried_out: return {};
  }
  return {};
}

std::string unknown_institution(const Placement& placement) {
  return "The institution " + quoted(placement.institution) +
         " is not known, or more than one is called so. Add it, or this spelling as an alias, to the agreements.";
}

std::string unknown_unit(const UnitReference& unit) {
  if (!unit.hsa_id.empty())
    return "No unit with the HSA-id " + quoted(unit.hsa_id) +
           (unit.name.empty() ? std::string() : " (" + quoted(unit.name) + ")") +
           " is known, or more than one has it. Add the unit, or the HSA-id to it, in the agreements.";
  return "The unit " + quoted(unit.name) +
         " is not known, or more than one is called so. Add it, or this spelling as an alias, to the agreements.";
}

std::string unit_text(const UnitReference& unit) { return quoted(unit.name.empty() ? unit.hsa_id : unit.name); }

/// Finds the prices of a placement's days, and gathers the days that lack one.
class Pricing {
 public:
  Pricing(const Placement& placement, const AgreementBook& book, const Agreement& agreement)
      : placement_(placement), book_(book), agreement_(agreement) {}

  void price(const DaySet& days) {
    const auto all = days.days();
    for (const auto day : all) add(day, agreement_.new_year == NewYearRule::by_start ? all.front() : day);
    for (auto& line : lines_) line.amount = line_amount(line.days.count(), line.week_price);
  }

  [[nodiscard]] const DaySet& unpriced() const { return unpriced_; }
  [[nodiscard]] std::vector<ChargeLine> lines() && { return std::move(lines_); }

 private:
  void add(Day day, Day priced_as) {
    const auto* price = book_.find_price(agreement_, placement_.programme, placement_.type, priced_as);
    if (price == nullptr) return unpriced_.insert(priced_as);
    auto line = std::find_if(lines_.begin(), lines_.end(),
                             [&](const ChargeLine& known) { return known.week_price == price->week; });
    if (line == lines_.end()) line = lines_.insert(line, ChargeLine{{}, price->week, {}});
    line->days.insert(day);
  }

  const Placement& placement_;
  const AgreementBook& book_;
  const Agreement& agreement_;
  std::vector<ChargeLine> lines_;
  DaySet unpriced_;
};

Held without_price(const Placement& placement, const Agreement& agreement, const DaySet& unpriced) {
  return {"Agreement " + quoted(agreement.id) + " has no price for programme " + quoted(placement.programme) +
          ", type " + name_of(placement.type) + ", on " + span_text(unpriced.first(), unpriced.last()) +
          ". Add the price for those days; no other price is used instead."};
}

/// Why these days cannot be billed by the agreement in that term, or empty.
std::string days_fault(const DaySet& days, const Agreement& agreement, const Term& term) {
  if (days.empty())
    return "No day counts: by agreement " + quoted(agreement.id) +
           " there is no countable weekday between start and end. Have the days listed (dates) if others count.";
  if (agreement.valid_to && days.last() > *agreement.valid_to)
    return "Agreement " + quoted(agreement.id) + " ends on " + to_iso(*agreement.valid_to) +
           ", before the placement's last day, " + to_iso(days.last()) +
           ". Prolong the agreement, or have the placement split.";
  const auto period = period_of(term, agreement);
  if (days.first() >= period.first && days.last() <= period.last) return {};
  return "The placement's days, " + span_text(days.first(), days.last()) + ", do not all lie in " + to_text(term) +
         ", which by agreement " + quoted(agreement.id) + " is " + span_text(period.first, period.last) +
         ". Correct the term or the days, or have the placement split.";
}

Held without_agreement(const Placement& placement, const Unit& unit) {
  return {"No agreement between " + quoted(placement.institution) + " and the provider of " +
          unit_text(placement.unit) + " (" + quoted(unit.provider) + ") covers programme " +
          quoted(placement.programme) + ", type " + name_of(placement.type) + ", on " + to_iso(placement.start) +
          ". Add the agreement, or the programme or type to it."};
}

Assessment worth_of(const Placement& placement, const AgreementBook& book, Worth worth) {
  const auto& agreement = *worth.agreement;
  const auto stated = parse_term(placement.term);
  worth.term = stated ? *stated : term_of(placement.start, agreement);
  const auto days = counted_days(placement, agreement.holidays);
  if (auto fault = days_fault(days, agreement, worth.term); !fault.empty()) return Held{std::move(fault)};
  Pricing pricing(placement, book, agreement);
  pricing.price(days);
  if (!pricing.unpriced().empty()) return without_price(placement, agreement, pricing.unpriced());
  worth.lines = std::move(pricing).lines();
  return worth;
}

/// Nullopt: it was withdrawn so late that it is paid as if it had been carried out. Of parties that are unknown it is
/// not asked: it is rightly not billed.
std::optional<Assessment> unpaid_withdrawal(const Placement& placement, const AgreementBook& book) {
  const auto* agreement = agreement_of(placement, book);
  if (agreement == nullptr || !agreement->late_withdrawal) return NotBilled{"it is withdrawn"};
  const auto late = std::to_string(*agreement->late_withdrawal);
  if (!placement.withdrawn)
    return Held{"It is withdrawn, and nobody says when. By agreement " + quoted(agreement->id) +
                " it is paid when that was fewer than " + late +
                " days before its first day. Have the day of the withdrawal stated, or discard it if nothing is due."};
  if (placement.start - *placement.withdrawn < std::chrono::days(*agreement->late_withdrawal)) return std::nullopt;
  return NotBilled{"it is withdrawn on " + to_iso(*placement.withdrawn) + ", at least " + late +
                   " days before its first day"};
}

}  // namespace

const Agreement* agreement_of(const Placement& placement, const AgreementBook& book) {
  const auto* institution = book.find_institution(placement.institution);
  const auto* unit = book.find_unit(placement.unit);
  if (institution == nullptr || unit == nullptr) return nullptr;
  return book.find_agreement(*institution, *unit, placement.programme, placement.type, placement.start);
}

Assessment assess(const Placement& placement, const AgreementBook& book) {
  if (auto reason = not_billed_because(placement); !reason.empty()) return NotBilled{std::move(reason)};
  if (placement.status == PlacementStatus::withdrawn) {
    if (auto unpaid = unpaid_withdrawal(placement, book)) return std::move(*unpaid);
  }
  if (placement.student.protected_identity)
    return Held{
        "The student has a protected identity. A person with the right to see it bills this placement by hand."};
  Worth worth;
  worth.institution = book.find_institution(placement.institution);
  if (worth.institution == nullptr) return Held{unknown_institution(placement)};
  worth.unit = book.find_unit(placement.unit);
  if (worth.unit == nullptr) return Held{unknown_unit(placement.unit)};
  worth.agreement =
      book.find_agreement(*worth.institution, *worth.unit, placement.programme, placement.type, placement.start);
  if (worth.agreement == nullptr) return without_agreement(placement, *worth.unit);
  return worth_of(placement, book, std::move(worth));
}

}  // namespace sluss::domain
