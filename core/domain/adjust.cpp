#include <algorithm>

#include "base/text.h"
#include "domain/charge.h"
#include "domain/fallen_away.h"

namespace sluss::domain {
namespace {

constexpr auto price_is_another = "the price is now another";
constexpr auto fallen_away_days = "days have fallen away";

/// How the worth's parties differ from those a line was booked for, or empty.
std::string other_party(const BookedLine& booked, const Worth& worth) {
  if (booked.unit != worth.unit->id) return "the unit is now \"" + worth.unit->id + '"';
  if (booked.institution != worth.institution->id) return "the payer is now \"" + worth.institution->id + '"';
  if (booked.agreement != worth.agreement->id) return "the agreement is now \"" + worth.agreement->id + '"';
  if (booked.term != to_text(worth.term)) return "the term is now " + to_text(worth.term);
  return {};
}

/// The days of these that the worth bills at that price.
DaySet days_at(const Worth& worth, Ore week_price, const DaySet& days) {
  DaySet same;
  for (const auto& line : worth.lines) {
    if (line.week_price != week_price) continue;
    const auto common = line.days.common(days);
    for (const auto& month : common.months()) same.insert(month);
  }
  return same;
}

/// All but the days that stay. What stays is rounded as one line, so that invoice less credit note is what the days
/// that stay are worth.
Credit credit_all_but(const BookedLine& booked, const DaySet& kept, std::string why) {
  const auto& line = booked.line;
  const auto amount = line.amount - line_amount(kept.count(), line.week_price);
  return {booked.id, {line.days.minus(kept), line.week_price, amount}, booked.invoice, std::move(why)};
}

/// What of a booked line is to be credited; no days: nothing.
Credit credit_of(const BookedLine& booked, const Worth* worth) {
  const auto& line = booked.line;
  if (worth == nullptr) return {booked.id, line, booked.invoice, "the placement is not to be billed now"};
  if (auto other = other_party(booked, *worth); !other.empty()) return {booked.id, line, booked.invoice, other};
  const auto kept = days_at(*worth, line.week_price, line.days);
  const bool all_stand = line.days.minus(kept).minus(worth->days()).empty();
  return credit_all_but(booked, kept, all_stand ? price_is_another : fallen_away_days);
}

/// What the worth says that none of these days bills yet.
std::vector<ChargeLine> not_billed(const DaySet& billed, const Worth* worth) {
  std::vector<ChargeLine> wanted;
  if (worth == nullptr) return wanted;
  for (auto line : worth->lines) {
    const auto rest = line.days.minus(billed);
    if (rest.empty()) continue;
    if (rest != line.days) line.amount = line_amount(rest.count(), line.week_price);
    line.days = rest;
    wanted.push_back(std::move(line));
  }
  return wanted;
}

void add_all(DaySet& to, const DaySet& from) {
  for (const auto& month : from.months()) to.insert(month);
}

}  // namespace

Ore Adjustment::sum() const {
  Ore sum;
  for (const auto& charge : charges) sum += charge.amount;
  for (const auto& credit : credits) sum += -credit.credit.amount;
  return sum;
}

Adjustment adjust(const std::vector<BookedLine>& booked, const Worth* worth) {
  Adjustment adjustment;
  DaySet stands;
  for (const auto& line : booked) {
    auto credit = credit_of(line, worth);
    add_all(stands, line.line.days.minus(credit.credit.days));
    if (!credit.credit.days.empty()) adjustment.credits.push_back(std::move(credit));
  }
  adjustment.charges = not_billed(stands, worth);
  return adjustment;
}

std::vector<Credit> fallen_away(const std::vector<BookedLine>& booked, const Worth& worth) {
  std::vector<Credit> credits;
  for (const auto& line : booked) {
    const auto kept = line.line.days.common(worth.days());
    if (kept != line.line.days) credits.push_back(credit_all_but(line, kept, fallen_away_days));
  }
  return credits;
}

}  // namespace sluss::domain
