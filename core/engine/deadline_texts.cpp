#include "engine/deadline_texts.h"

#include <algorithm>

#include "base/counted.h"
#include "base/text.h"
#include "engine/alarm_texts.h"

namespace sluss::engine {
namespace {

using domain::DeadlineKind;

constexpr std::size_t named_at_most = 10;

std::string name_of_party(const std::string& id, DeadlineKind kind, const domain::AgreementBook& agreements) {
  if (kind == DeadlineKind::announce) {
    const auto* institution = agreements.institution_by_id(id);
    return institution == nullptr ? id : institution->name;
  }
  const auto* unit = agreements.unit_by_id(id);
  return unit == nullptr ? id : unit->name;
}

std::string name_of_provider(const std::string& id, const domain::AgreementBook& agreements) {
  const auto& all = agreements.providers;
  const auto at = std::find_if(all.begin(), all.end(), [&](const domain::Provider& p) { return p.id == id; });
  return at == all.end() ? id : at->name;
}

std::string what_to_do(const domain::Deadline& deadline) {
  const auto deadlines = "sluss deadlines --term " + domain::to_text(deadline.term);
  switch (deadline.kind) {
    case DeadlineKind::announce: return "Ask the institution for its order; see: " + deadlines;
    case DeadlineKind::answer: return "Ask the units; see: sluss orders list, and " + deadlines;
    case DeadlineKind::invoice: return "See why they wait: sluss invoices drafts, and " + deadlines;
  }
  return "";
}

/// "8 places", "17 days, 5 202,00 kr".
std::string sum_of(DeadlineKind kind, const OpenPart& part) {
  if (kind == DeadlineKind::answer) return counted(part.count, "place", "places");
  return counted(part.count, "day", "days") + ", " + to_kronor(part.amount);
}

/// What a party has left to do: "has 8 places to answer for".
std::string rest_of(DeadlineKind kind, const OpenPart& part) {
  if (kind == DeadlineKind::announce) return "has ordered nothing";
  return "has " + sum_of(kind, part) + (kind == DeadlineKind::answer ? " to answer for" : ", to invoice");
}

/// What is to be done, in Swedish.
std::string task_of(const domain::Deadline& deadline, const OpenPart& part) {
  const auto term = domain::to_text(deadline.term);
  switch (deadline.kind) {
    case DeadlineKind::announce: return "beställning av platser för " + term + " (ingen har kommit in)";
    case DeadlineKind::answer:
      return "svar på förfrågan om platser för " + term + " (" + counted(part.count, "plats", "platser") +
             " utan svar)";
    case DeadlineKind::invoice:
      return "fakturering av " + term + " (" + counted(part.count, "dag", "dagar") + ", " + to_kronor(part.amount) +
             ", ännu inte fakturerade)";
  }
  return "";
}

}  // namespace

std::string open_text(const DeadlineState& state) {
  const auto kind = state.deadline.kind;
  std::vector<std::string> parts;
  OpenPart all;
  for (const auto& part : state.open) {
    all.count += part.count;
    all.amount += part.amount;
    if (parts.size() < named_at_most) parts.push_back(part.party + " " + rest_of(kind, part));
  }
  if (state.open.size() > named_at_most)
    parts.push_back(std::to_string(state.open.size() - named_at_most) + " more units");
  if (state.open.size() > 1) parts.push_back("together " + sum_of(kind, all));
  return join(parts, "; ");
}

std::string text_of_overdue(const DeadlineState& state) {
  const auto& deadline = state.deadline;
  return "The day " + to_iso(deadline.day) + " of " + deadline.agreement->id + " (" + name_of(deadline.kind) + ", " +
         domain::to_text(deadline.term) + ") has passed: " + open_text(state) + ". " + what_to_do(deadline) + ".";
}

std::string text_of_unknown_deadlines(const std::string& reason) {
  return "How it stands with the deadlines cannot be told (" + reason_to_tell(reason, Words::ours) +
         "); nobody is reminded meanwhile. Look with: sluss store verify, and sluss deadlines.";
}

std::string reminder_text(const DeadlineState& state, const OpenPart& part, const domain::AgreementBook& agreements) {
  const auto& deadline = state.deadline;
  const auto& agreement = *deadline.agreement;
  const auto* institution = agreements.institution_by_id(agreement.institution);
  return "Senast " + to_iso(deadline.day) + ": " + task_of(deadline, part) + "\n  " +
         name_of_party(part.party, deadline.kind, agreements) +
         "\n  Avtal: " + (agreement.document.empty() ? agreement.id : agreement.document) + ", " +
         (institution == nullptr ? agreement.institution : institution->name) + " och " +
         name_of_provider(agreement.provider, agreements) + "\n";
}

}  // namespace sluss::engine
