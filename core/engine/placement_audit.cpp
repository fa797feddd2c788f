#include "engine/placement_audit.h"

#include <algorithm>

#include "base/counted.h"
#include "domain/charge.h"

namespace sluss::engine {
namespace {

using store::State;

constexpr auto unknown = "(unknown)";

/// A line as it stands, and how many days it says that it bills: each less what credits take back.
struct Standing {
  domain::BookedLine line;
  std::int64_t days = 0;
};

std::string name_of(std::int64_t line, const std::string& placement, const std::string& invoice) {
  return "line " + std::to_string(line) + " (placement " + placement + (invoice.empty() ? "" : ", invoice " + invoice) +
         ")";
}

class PlacementAudit {
 public:
  PlacementAudit(const store::StoredMessage& stored, const std::vector<store::LedgerLine>& lines, const Rules& rules,
                 BillingBook& book, Reconciliation& into)
      : stored_(stored), lines_(lines), rules_(rules), book_(book), into_(into) {}

  void run() {
    ++into_.seen.placements;
    if (stored_.damaged)
      into_.except(Invariant::store_sound, "message " + std::to_string(stored_.message.id) + " (placement " +
                                               stored_.message.key +
                                               ") is damaged: its content is not what was written");
    for (const auto& line : lines_) book(line);
    check_lines();
    const auto placement = domain::read_placement(stored_.message.body);
    weigh(assess(placement ? &*placement : nullptr));
    if (placement) check_students(*placement);
  }

 private:
  void book(const store::LedgerLine& line) {
    ++into_.seen.lines;
    into_.seen.days += line.credits == 0 ? line.day_count : -line.day_count;
    const auto& [agreement, institution, unit, term] = line.group;
    Account account;
    account.worth = line.amount;
    if (line.invoice.empty()) account.waiting = line.amount;
    else if (line.credits == 0) account.invoiced = line.amount;
    else account.credited = -line.amount;
    into_.add({unit, institution, term}, account);
    booked_ += line.amount;
    if (line.credits != 0) return take_off(line);
    standing_.push_back(
        {{line.id, agreement, unit, institution, term, {line.days, line.week_price, line.amount}, line.invoice},
         line.day_count});
  }

  void take_off(const store::LedgerLine& credit) {
    const auto name = [&] { return name_of(credit.id, credit.placement, credit.invoice); };
    if (credit.days.count() != credit.day_count)
      into_.except(Invariant::days_once, name() + " credits " + counted(credit.day_count, "day") +
                                             ", and its rows hold " + std::to_string(credit.days.count()));
    auto* const line = line_of(credit.credits);
    if (line == nullptr)
      return into_.except(Invariant::documents_unchanged, name() + " credits a line that the placement does not have");
    line->line.line.amount += credit.amount;
    line->days -= credit.day_count;
  }

  void check_lines() {
    for (const auto& [booked, count] : standing_) {
      const auto& [days, week_price, amount] = booked.line;
      const auto name = [&, id = booked.id, &invoice = booked.invoice] {
        return name_of(id, stored_.message.key, invoice);
      };
      if (days.count() != count)
        into_.except(Invariant::days_once, name() + " bills " + counted(count, "day") +
                                               ", and the ledger's rows for it hold " + std::to_string(days.count()) +
                                               (days.empty() ? "" : ": " + sluss::to_text(days)));
      const auto due = domain::line_amount(count, week_price);
      if (due != amount)
        into_.except(Invariant::sums_agree, name() + " says " + to_kronor(amount) + "; for " + counted(count, "day") +
                                                " at " + to_kronor(week_price) + " a week it is " + to_kronor(due));
    }
  }

  /// Days are claimed for a student whom the ledger knows by a digest alone: were it another's, the same days could be
  /// billed once more, for another placement.
  void check_students(const domain::Placement& placement) {
    if (stored_.state != State::collected || stored_.damaged || stored_.purged) return;
    for (const auto& line : standing_days()) {
      const auto same = book_.is_for(line.id, subject_of(line.agreement, line.unit, placement));
      if (same && *same) continue;
      into_.except(Invariant::days_once, name_of(line.id, stored_.message.key, line.invoice) +
                                             " claims days for another student or programme than the placement's" +
                                             (same ? "" : ": " + same.error().what));
    }
  }

  /// Null: nobody can read what it is.
  [[nodiscard]] domain::Assessment assess(const domain::Placement* placement) const {
    if (stored_.message.change == Change::withdrawn) return domain::NotBilled{};
    return placement == nullptr ? domain::Held{} : domain::assess(*placement, rules_.agreements);
  }

  /// What the placement is worth more or less than is booked is held by a person, waits for the next run, or is wrong.
  void weigh(const domain::Assessment& assessment) {
    const auto has_worth = stored_.state == State::collected || stored_.state == State::held;
    const auto* worth = has_worth ? std::get_if<domain::Worth>(&assessment) : nullptr;
    if (stored_.state == State::rejected) ++into_.rejected;
    if (stored_.state == State::held && std::holds_alternative<domain::Held>(assessment)) ++into_.held_without_amount;

    const auto place = place_of(worth);
    Account one;
    one.placements = 1;
    into_.add(place, one);
    const auto [credits, charges] = domain::adjust(standing_days(), worth);
    Ore rest;
    for (const auto& credit : credits) rest += add_rest(place_of_line(credit.line), -credit.credit.amount);
    for (const auto& charge : charges) rest += add_rest(place, charge.amount);
    if (is_parked() || (credits.empty() && charges.empty())) return;
    const auto what = "placement " + stored_.message.key + " (" + store::name_of(stored_.state) + ") is worth " +
                      to_kronor(booked_ + rest) + " and " + to_kronor(booked_) + " is booked for it" +
                      (rest == Ore{} ? ", for other days or other parties" : "");
    if (waits_for_next_run())
      into_.under_way.push_back(what + ": agreements or prices are others than at the last run; the next one evens it");
    else into_.except(Invariant::sums_agree, what);
  }

  [[nodiscard]] bool is_parked() const { return stored_.state == State::held || stored_.state == State::rejected; }
  [[nodiscard]] bool waits_for_next_run() const { return rules_.are_new && stored_.state == State::collected; }

  /// Lines of which something stands.
  [[nodiscard]] std::vector<domain::BookedLine> standing_days() const {
    std::vector<domain::BookedLine> lines;
    for (const auto& [line, count] : standing_) {
      if (!line.line.days.empty() || line.line.amount != Ore{}) lines.push_back(line);
    }
    return lines;
  }

  Ore add_rest(const AccountName& place, Ore rest) {
    Account account;
    account.worth = rest;
    if (is_parked()) account.held = rest;
    else if (waits_for_next_run()) account.waiting = rest;
    into_.add(place, account);
    return rest;
  }

  [[nodiscard]] AccountName place_of(const domain::Worth* worth) const {
    if (worth != nullptr) return {worth->unit->id, worth->institution->id, domain::to_text(worth->term)};
    if (standing_.empty()) return {unknown, unknown, unknown};
    const auto& line = standing_.front().line;
    return {line.unit, line.institution, line.term};
  }

  [[nodiscard]] AccountName place_of_line(std::int64_t id) {
    const auto* const at = line_of(id);
    return at == nullptr ? place_of(nullptr) : AccountName{at->line.unit, at->line.institution, at->line.term};
  }

  /// Null when the placement has no such line.
  [[nodiscard]] Standing* line_of(std::int64_t id) {
    const auto at =
        std::find_if(standing_.begin(), standing_.end(), [&](const Standing& known) { return known.line.id == id; });
    return at == standing_.end() ? nullptr : &*at;
  }

  const store::StoredMessage& stored_;
  const std::vector<store::LedgerLine>& lines_;
  const Rules& rules_;
  BillingBook& book_;
  Reconciliation& into_;
  std::vector<Standing> standing_;
  Ore booked_;
};

}  // namespace

void audit_placement(const store::StoredMessage& stored, const std::vector<store::LedgerLine>& lines,
                     const Rules& rules, BillingBook& book, Reconciliation& into) {
  PlacementAudit(stored, lines, rules, book, into).run();
}

}  // namespace sluss::engine
