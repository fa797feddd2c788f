#include "engine/deadlines.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "domain/allocation.h"
#include "domain/chain.h"
#include "engine/store_lookup.h"

namespace sluss::engine {
namespace {

using domain::Deadline;
using domain::DeadlineKind;

/// Looks things up once, and only when some deadline asks for them: all of this is looked at every minute.
class Looker {
 public:
  Looker(store::Transaction& reading, const domain::AgreementBook& agreements)
      : reading_(reading), agreements_(agreements) {
    lookup_.use(reading);
  }

  Result<DeadlineState> look(const Deadline& deadline) {
    DeadlineState state{deadline, {}, 0};
    switch (deadline.kind) {
      case DeadlineKind::announce: SLUSS_TRY(look_for_orders(state)); break;
      case DeadlineKind::answer: SLUSS_TRY(look_for_answers(state)); break;
      case DeadlineKind::invoice: SLUSS_TRY(look_for_days(state)); break;
    }
    return state;
  }

  /// The groups with lines that wait to be invoiced.
  Result<const std::vector<store::WaitingSum>*> waiting_groups() {
    if (groups_) return &*groups_;
    SLUSS_TRY_ASSIGN(groups, reading_.books().waiting_sums());
    groups_ = std::move(groups);
    return &*groups_;
  }

 private:
  /// What has been split is quick to find. Orders whose round has not opened are looked for among all messages.
  Result<void> look_for_orders(DeadlineState& state) {
    SLUSS_TRY_ASSIGN(rounds, splits());
    for (const auto& round : *rounds) {
      for (const auto& line : round.lines) state.done += asks_by(state.deadline, line.line) ? 1 : 0;
    }
    if (state.done > 0) return {};
    SLUSS_TRY_ASSIGN(orders, all_orders());
    for (const auto& order : *orders) state.done += asks_by(state.deadline, order) ? 1 : 0;
    if (state.done == 0) state.open.push_back({state.deadline.agreement->institution, 0, {}});
    return {};
  }

  /// Whether the order asks for places of that term which may be found at a unit of that agreement.
  [[nodiscard]] bool asks_by(const Deadline& deadline, const domain::OrderLine& line) const {
    if (line.status != domain::OrderStatus::sent || line.count == 0) return false;
    if (line.term != domain::to_text(deadline.term)) return false;
    const auto chain = chain_by(deadline, line);
    return std::any_of(chain.begin(), chain.end(), [](const auto& candidate) { return !candidate.ruled_out; });
  }

  /// Those who may be asked for the line's places by that agreement, and those who are kept from it by a rule.
  [[nodiscard]] std::vector<domain::Candidate> chain_by(const Deadline& deadline, const domain::OrderLine& line) const {
    const auto* institution = agreements_.find_institution(line.institution);
    if (institution == nullptr || institution->id != deadline.agreement->institution) return {};
    auto named = line;
    named.institution = institution->id;  // rules know it by that, and orders by any of its names
    auto chain = domain::chain_of(agreements_, named, institution);
    std::erase_if(chain, [&](const domain::Candidate& candidate) {
      return candidate.agreement == nullptr || candidate.agreement->id != deadline.agreement->id;
    });
    return chain;
  }

  Result<void> look_for_answers(DeadlineState& state) {
    std::map<std::string, std::int64_t> awaited;
    std::set<std::string> asked;
    SLUSS_TRY_ASSIGN(rounds, splits());
    for (const auto& round : *rounds) {
      if (round.term != domain::to_text(state.deadline.term)) continue;
      for (const auto& line : round.lines) {
        for (const auto& seat : line.seats) {
          if (seat.agreement != state.deadline.agreement->id) continue;
          asked.insert(seat.at);
          if (seat.word == domain::Word::asked) awaited[seat.at] += seat.places;
        }
        add_who_declined(state.deadline, line, asked);
      }
    }
    for (const auto& [unit, places] : awaited) state.open.push_back({unit, places, {}});
    state.done = static_cast<std::int64_t>(asked.size() - awaited.size());
    return {};
  }

  /// A unit that takes none of what it was asked for has no seat, and has answered.
  void add_who_declined(const Deadline& deadline, const domain::AllocatedLine& line,
                        std::set<std::string>& asked) const {
    std::set<std::string> declined;
    for (const auto& refusal : line.refusals)
      if (refusal.stop == domain::Stop::answered) declined.insert(refusal.at);
    if (declined.empty()) return;
    for (const auto& candidate : chain_by(deadline, line.line))
      if (declined.contains(candidate.id)) asked.insert(candidate.id);
  }

  Result<void> look_for_days(DeadlineState& state) {
    SLUSS_TRY_ASSIGN(groups, waiting_groups());
    std::map<std::string, OpenPart> open;
    for (const auto& [group, days, amount] : *groups) {
      if (group.agreement != state.deadline.agreement->id || group.term != domain::to_text(state.deadline.term))
        continue;
      auto& part = open[group.unit];
      part.party = group.unit;
      part.count += days;
      part.amount += amount;
    }
    for (auto& [unit, part] : open) state.open.push_back(std::move(part));
    return {};
  }

  /// The current split of each round that is configured.
  Result<const std::vector<domain::Allocation>*> splits() {
    if (splits_) return &*splits_;
    splits_.emplace();
    for (const auto& round : agreements_.placing.rounds) {
      SLUSS_TRY_ASSIGN(found, lookup_.of_kind("round", round.id));
      auto split = found ? domain::read_allocation(found->message.body) : std::nullopt;
      if (split) splits_->push_back(std::move(*split));
    }
    return &*splits_;
  }

  Result<const std::vector<domain::OrderLine>*> all_orders() {
    if (orders_) return &*orders_;
    orders_.emplace();
    SLUSS_TRY(lookup_.each("order", std::nullopt, [&](Found&& found) -> Result<void> {
      const bool counts = found.standing == Standing::accepted && found.message.change != Change::withdrawn;
      auto line = counts ? domain::read_order(found.message.body) : tl::unexpected(std::vector<domain::FieldFault>());
      if (line) orders_->push_back(std::move(*line));
      return {};
    }));
    return &*orders_;
  }

  store::Transaction& reading_;
  const domain::AgreementBook& agreements_;
  StoreLookup lookup_;
  std::optional<std::vector<domain::Allocation>> splits_;
  std::optional<std::vector<domain::OrderLine>> orders_;
  std::optional<std::vector<store::WaitingSum>> groups_;
};

bool invoices(const domain::DeadlineRule& rule) { return rule.kind == DeadlineKind::invoice; }

/// The terms in which an agreement has something that may be overdue.
Result<std::set<domain::Term>> terms_to_look_at(Looker& looker, const domain::Agreement& agreement, Day today) {
  const auto around = domain::terms_around(today);
  std::set<domain::Term> terms(around.begin(), around.end());
  if (std::none_of(agreement.deadlines.begin(), agreement.deadlines.end(), invoices)) return terms;
  SLUSS_TRY_ASSIGN(groups, looker.waiting_groups());
  for (const auto& waits : *groups) {
    const auto term = waits.group.agreement == agreement.id ? domain::parse_term(waits.group.term) : std::nullopt;
    if (term) terms.insert(*term);
  }
  return terms;
}

Result<std::vector<DeadlineState>> look_at(Looker& looker, const std::vector<Deadline>& deadlines) {
  std::vector<DeadlineState> states;
  for (const auto& deadline : deadlines) {
    SLUSS_TRY_ASSIGN(state, looker.look(deadline));
    states.push_back(std::move(state));
  }
  return states;
}

Result<std::vector<DeadlineState>> look_for_overdue(Looker& looker, const domain::AgreementBook& agreements,
                                                    Day today) {
  std::vector<DeadlineState> overdue;
  for (const auto& agreement : agreements.agreements) {
    if (agreement.deadlines.empty()) continue;
    SLUSS_TRY_ASSIGN(terms, terms_to_look_at(looker, agreement, today));
    for (const auto& term : terms) {
      for (const auto& deadline : domain::deadlines_of(agreement, term)) {
        if (!deadline.is_overdue(today)) continue;
        SLUSS_TRY_ASSIGN(state, looker.look(deadline));
        if (state.is_open()) overdue.push_back(std::move(state));
      }
    }
  }
  std::stable_sort(overdue.begin(), overdue.end(),
                   [](const DeadlineState& a, const DeadlineState& b) { return a.deadline.day < b.deadline.day; });
  return overdue;
}

}  // namespace

Result<std::vector<DeadlineState>> states_of(store::Transaction& reading, const domain::AgreementBook& agreements,
                                             std::vector<Deadline> deadlines) {
  Looker looker(reading, agreements);
  return look_at(looker, deadlines);
}

Result<std::vector<DeadlineState>> states_and_overdue(store::Transaction& reading,
                                                      const domain::AgreementBook& agreements,
                                                      std::vector<Deadline> deadlines, Day today) {
  Looker looker(reading, agreements);
  SLUSS_TRY_ASSIGN(states, look_at(looker, deadlines));
  std::set<std::string> there;
  for (const auto& state : states) there.insert(domain::key_of(state.deadline));
  SLUSS_TRY_ASSIGN(overdue, look_for_overdue(looker, agreements, today));
  for (auto& state : overdue)
    if (!there.contains(domain::key_of(state.deadline))) states.push_back(std::move(state));
  return std::move(states);
}

Result<std::vector<DeadlineState>> overdue_deadlines(store::Transaction& reading,
                                                     const domain::AgreementBook& agreements, Day today) {
  Looker looker(reading, agreements);
  return look_for_overdue(looker, agreements, today);
}

}  // namespace sluss::engine
