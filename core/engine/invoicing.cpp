#include "engine/invoicing.h"

#include <algorithm>
#include <set>

#include "engine/invoice_answers.h"

namespace sluss::engine {
namespace {

std::string named(const Group& group) {
  return "basis of " + group.unit + " for " + group.institution + ", " + group.term;
}

bool is_asked_for(const Group& group, const store::InvoiceFilter& filter) {
  const auto fits = [](const std::string& wanted, const std::string& is) { return wanted.empty() || wanted == is; };
  return fits(filter.unit, group.unit) && fits(filter.institution, group.institution) && fits(filter.term, group.term);
}

Result<Draft> draft_of(store::Transaction& transaction, const domain::AgreementBook& agreements, const Group& group) {
  Draft draft;
  draft.group = group;
  SLUSS_TRY_ASSIGN(lines, transaction.book().waiting(group));
  draft.lines = std::move(lines);
  const auto term = domain::parse_term(group.term);
  if (const auto* agreement = agreements.agreement_by_id(group.agreement); agreement != nullptr && term) {
    draft.from = domain::invoice_from(*term, *agreement);
    draft.by_person = agreement->approval == domain::Approval::person;
  }
  SLUSS_TRY_ASSIGN(approval, transaction.book().approval(group));
  if (approval && approval->lines == digest_of(draft.lines)) draft.approved = approval->approved;
  return draft;
}

/// What becomes of a placement whose invoice was taken back.
Result<void> send_round_again(store::Transaction& transaction, const store::StoredMessage& newest, std::string why) {
  auto state = store::State::held;
  if (newest.purged) {
    state = store::State::resolved;
    why += ". It tells of no student any more, and is not billed anew";
  } else {
    why += ". The next run bills the placement anew; discard it where it is not to be billed";
  }
  return transaction.messages().set_state(newest.message.id, state, why, std::nullopt);
}

/// Credits what stands of a placement's lines on the invoice; the placement waits to be billed anew. One whose row came
/// in faulty since then waits for its row: nothing is billed by what could not be read, and the days that it has
/// claimed beside the invoice stay claimed.
Result<Ore> credit_placement(store::Transaction& transaction, const store::IssuedInvoice& invoice, std::int64_t item,
                             const Decider& decider) {
  Ore sum;
  SLUSS_TRY_ASSIGN(before, transaction.book().lines_of(item));
  const auto stands_there = [&](const domain::BookedLine& line) { return line.invoice == invoice.number; };
  // What waits of a placement that has left the invoice is no business of it, and nobody would book it anew.
  if (std::none_of(before.begin(), before.end(), stands_there)) return sum;
  SLUSS_TRY_ASSIGN(versions, transaction.trail().versions(item));
  SLUSS_TRY_ASSIGN(newest, transaction.messages().get(versions.back()));
  if (!newest)
    return fail(Fault::store, "message " + std::to_string(versions.back()) + " is gone; see sluss store verify");
  const bool waits_for_its_row = newest->state == store::State::rejected && !newest->purged;
  if (!waits_for_its_row) SLUSS_TRY(transaction.book().take_back(item));
  SLUSS_TRY_ASSIGN(lines, transaction.book().lines_of(item));
  for (auto& line : lines) {
    if (!stands_there(line)) continue;
    sum += line.line.amount;
    // The invoice's own message is the reason, so that no change of the placement takes this credit back.
    SLUSS_TRY(transaction.book().credit({invoice.message, {line.id, std::move(line.line), invoice.number, ""}}));
  }
  if (!waits_for_its_row)
    SLUSS_TRY(send_round_again(
        transaction, *newest, "invoice " + invoice.number + " was credited by " + decider.who + ": " + decider.reason));
  return sum;
}

}  // namespace

// Stands so in the audit log, and is looked up there: one line is "1 lines".
std::string basis_name(const Group& group, std::size_t lines, Ore total) {
  return named(group) + ": " + std::to_string(lines) + " lines, " + to_kronor(total);
}

namespace {
Ore total_of(const std::vector<WaitingLine>& lines) {
  Ore sum;
  for (const auto& line : lines) sum += line.line.amount;
  return sum;
}
}  // namespace

Ore Draft::total() const { return total_of(lines); }

Result<std::vector<Draft>> drafts(store::Transaction& transaction, const domain::AgreementBook& agreements,
                                  const store::InvoiceFilter& filter, const Part& part) {
  std::vector<Draft> all;
  // Not from nullopt: that is for whoever makes invoices, and has all tables checked first.
  std::optional<Group> last = Group{};
  for (std::size_t passed = 0, lines = 0; all.size() < part.most && lines < part.most_lines;) {
    SLUSS_TRY_ASSIGN(group, transaction.book().next_waiting(last));
    if (!group) return all;
    last = *group;
    if (!is_asked_for(*group, filter) || passed++ < part.skip) continue;
    SLUSS_TRY_ASSIGN(draft, draft_of(transaction, agreements, *group));
    lines += draft.lines.size();
    all.push_back(std::move(draft));
  }
  return all;
}

Result<void> decide_draft(store::Transaction& transaction, const Draft& draft, bool approved, const Decider& decider) {
  if (!draft.by_person)
    return fail(Fault::config, "the " + named(draft.group) + " needs nobody's approval: agreement " +
                                   draft.group.agreement + " does not say approval: person");
  return decide_lines(transaction, draft.group, draft.lines, approved, decider);
}

Result<void> decide_lines(store::Transaction& transaction, const Group& group, const std::vector<WaitingLine>& lines,
                          bool approved, const Decider& decider) {
  SLUSS_TRY(transaction.book().decide(group, {digest_of(lines), approved}));
  return transaction.audit().add({decider.at, decider.who, approved ? "approve" : "refuse",
                                  basis_name(group, lines.size(), total_of(lines)), decider.reason});
}

Result<Ore> credit_invoice(store::Transaction& transaction, const std::string& number, const Decider& decider) {
  SLUSS_TRY_ASSIGN(invoice, transaction.books().invoice(number));
  if (!invoice) return fail(Fault::config, "there is no invoice " + number + "; see: sluss invoices list");
  if (invoice->correction > 0)
    return fail(Fault::config, number + " is a credit note to invoice " + invoice->credits +
                                   ", and cannot be credited: correct the placements instead");
  SLUSS_TRY_ASSIGN(lines, transaction.books().lines_of_invoice(number));
  std::set<std::int64_t> items;
  for (const auto& line : lines) items.insert(line.item);
  Ore sum;
  for (const auto item : items) {
    SLUSS_TRY_ASSIGN(credited, credit_placement(transaction, *invoice, item, decider));
    sum += credited;
  }
  if (sum == Ore{}) return fail(Fault::config, "nothing of invoice " + number + " stands: it is credited already");
  SLUSS_TRY(transaction.audit().add(
      {decider.at, decider.who, "credit",
       "message " + std::to_string(invoice->message) + " (invoice " + number + ", " + to_kronor(sum) + ")",
       decider.reason}));
  SLUSS_TRY(settle_answer(transaction, number, decider));
  return sum;
}

}  // namespace sluss::engine
