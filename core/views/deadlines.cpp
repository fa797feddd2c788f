#include "views/deadlines.h"

#include <algorithm>

#include "engine/deadline_texts.h"

namespace sluss::views {
namespace {

using engine::DeadlineState;

/// Those of one term; of all agreements that hold in it.
std::vector<domain::Deadline> deadlines_in(const domain::AgreementBook& book, const domain::Term& term) {
  std::vector<domain::Deadline> all;
  for (const auto& agreement : book.agreements) {
    for (auto& deadline : domain::deadlines_of(agreement, term)) all.push_back(std::move(deadline));
  }
  return all;
}

/// Those of the term that each agreement is in, and of the next one.
std::vector<domain::Deadline> deadlines_near(const domain::AgreementBook& book, Day today) {
  std::vector<domain::Deadline> all;
  for (const auto& agreement : book.agreements) {
    const auto now = domain::term_of(today, agreement);
    for (const auto& term : {now, domain::next_term(now)}) {
      for (auto& deadline : domain::deadlines_of(agreement, term)) all.push_back(std::move(deadline));
    }
  }
  return all;
}

const char* word_of(const DeadlineState& state, Day today) {
  if (state.is_idle()) return "idle";
  if (!state.is_open()) return "met";
  if (state.deadline.days_left(today) >= 0) return "open";
  return state.deadline.is_overdue(today) ? "overdue" : "missed";
}

/// Why it is met, or what is open.
std::string ground_of(const DeadlineState& state) {
  if (state.is_open()) return engine::open_text(state);
  if (state.is_idle()) return "nobody has been asked";
  switch (state.deadline.kind) {
    case domain::DeadlineKind::announce: return "order lines: " + std::to_string(state.done);
    case domain::DeadlineKind::answer: return "units that have answered: " + std::to_string(state.done);
    case domain::DeadlineKind::invoice: return "no days wait to be invoiced";
  }
  return "";
}

}  // namespace

Result<std::vector<DeadlineState>> deadlines_to_show(store::Transaction& reading, const domain::AgreementBook& book,
                                                     Day today, const std::optional<domain::Term>& term) {
  SLUSS_TRY_ASSIGN(states, term ? engine::states_of(reading, book, deadlines_in(book, *term))
                                : engine::states_and_overdue(reading, book, deadlines_near(book, today), today));
  std::stable_sort(states.begin(), states.end(),
                   [](const DeadlineState& a, const DeadlineState& b) { return a.deadline.day < b.deadline.day; });
  return std::move(states);
}

Value deadline(const DeadlineState& state, Day today) {
  const auto& due = state.deadline;
  auto value = Value::object();
  value["agreement"] = due.agreement->id;
  value["kind"] = name_of(due.kind);
  value["term"] = domain::to_text(due.term);
  value["day"] = to_iso(due.day);
  value["days_left"] = std::int64_t{due.days_left(today)};
  value["state"] = word_of(state, today);
  value["ground"] = ground_of(state);
  auto& open = value["open"] = Value::list();
  for (const auto& part : state.open) {
    auto entry = Value::object();
    entry[due.kind == domain::DeadlineKind::announce ? "institution" : "unit"] = part.party;
    if (due.kind == domain::DeadlineKind::answer) entry["places"] = part.count;
    if (due.kind == domain::DeadlineKind::invoice) {
      entry["days"] = part.count;
      entry["amount_ore"] = part.amount.value;
    }
    open.as_list()->push_back(std::move(entry));
  }
  auto& remind = value["remind"] = Value::list();
  for (const int before : due.remind) remind.as_list()->emplace_back(to_iso(due.day - std::chrono::days(before)));
  return value;
}

}  // namespace sluss::views
