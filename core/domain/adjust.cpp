#include <algorithm>

#include "base/text.h"
#include "domain/charge.h"

namespace sluss::domain {
namespace {

bool invoiced(const BookedLine& booked) { return !booked.invoice.empty(); }

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

/// Days on an invoice that the placement no longer stands for, and why.
struct Credit {
  DaySet days;
  Ore amount;
  std::string why;
};

/// What of an invoiced line needs a credit note. No days: nothing.
Credit credit_of(const BookedLine& booked, const Worth* worth) {
  const auto& line = booked.line;
  if (worth == nullptr) return {line.days, line.amount, "the placement is not to be billed now"};
  if (auto other = other_party(booked, *worth); !other.empty()) return {line.days, line.amount, std::move(other)};
  const auto kept = days_at(*worth, line.week_price, line.days);
  auto wrong = line.days.minus(kept);
  // What stays is rounded as one line, so that invoice less credit note is what the days that stay are worth.
  const auto amount = line.amount - line_amount(kept.count(), line.week_price);
  const bool all_stand = wrong.minus(worth->days()).empty();
  return {std::move(wrong), amount, all_stand ? "the price is now another" : "days have fallen away"};
}

/// Why the placement waits for a credit note, or empty.
std::string credit_needed(const std::vector<BookedLine>& booked, const Worth* worth) {
  std::vector<std::string> credits;
  for (const auto& line : booked) {
    if (!invoiced(line)) continue;
    const auto credit = credit_of(line, worth);
    if (credit.days.empty()) continue;
    credits.push_back("invoice " + line.invoice + ": " + to_text(credit.days) + ", " + to_kronor(credit.amount) + " (" +
                      credit.why + ")");
  }
  if (credits.empty()) return {};
  return "The placement has changed after it was invoiced. A credit note is needed for " + join(credits, "; ") + ".";
}

/// What the worth says that no invoice bills yet.
std::vector<ChargeLine> not_invoiced(const std::vector<BookedLine>& booked, const Worth* worth) {
  std::vector<ChargeLine> wanted;
  if (worth == nullptr) return wanted;
  for (auto line : worth->lines) {
    const auto before = line.days.count();
    for (const auto& known : booked) {
      if (invoiced(known)) line.days = line.days.minus(known.line.days);
    }
    if (line.days.empty()) continue;
    if (line.days.count() != before) line.amount = line_amount(line.days.count(), line.week_price);
    wanted.push_back(std::move(line));
  }
  return wanted;
}

}  // namespace

std::variant<Adjustment, Held> adjust(const std::vector<BookedLine>& booked, const Worth* worth) {
  if (auto reason = credit_needed(booked, worth); !reason.empty()) return Held{std::move(reason)};
  Adjustment adjustment;
  adjustment.add = not_invoiced(booked, worth);
  for (const auto& line : booked) {
    if (invoiced(line)) continue;
    const auto same = std::find(adjustment.add.begin(), adjustment.add.end(), line.line);
    if (same != adjustment.add.end() && other_party(line, *worth).empty()) adjustment.add.erase(same);
    else adjustment.remove.push_back(line.id);
  }
  return adjustment;
}

}  // namespace sluss::domain
