#include "bill.h"

#include "base/counted.h"
#include "domain/credit_note.h"
#include "domain/fallen_away.h"
#include "domain/field_reader.h"
#include "domain/finding.h"

namespace sluss::plugins {
namespace {

DaySet days_of(const std::vector<domain::ChargeLine>& lines) {
  DaySet days;
  for (const auto& line : lines) {
    for (const auto& month : line.days.months()) days.insert(month);
  }
  return days;
}

/// What is booked for a placement: for the student and the programme that it is for now, and for others.
struct Booked {
  std::vector<domain::BookedLine> mine, others;
};

Result<Booked> booked_for(const Message& message, const Subject& subject, BillingBook& book) {
  Booked booked;
  SLUSS_TRY_ASSIGN(lines, book.lines_of(message.item));
  for (auto& line : lines) {
    SLUSS_TRY_ASSIGN(same, book.is_for(line.id, subject));
    (same ? booked.mine : booked.others).push_back(std::move(line));
  }
  return booked;
}

/// Of lines of another student or programme: they are credited whole, since a day is billed for one.
std::vector<domain::Credit> credits_of_others(const Booked& booked) {
  auto credits = domain::adjust(booked.others, nullptr).credits;
  for (auto& credit : credits) credit.why = "the student or the programme is now another";
  return credits;
}

/// What brings the books to what the placement is worth.
domain::Adjustment adjustment_of(const Booked& booked, const domain::Worth& worth) {
  auto adjustment = domain::adjust(booked.mine, &worth);
  for (auto& credit : credits_of_others(booked)) adjustment.credits.push_back(std::move(credit));
  return adjustment;
}

/// The part of it that can be done while another placement has days that this one wants.
domain::Adjustment part_of_adjustment(const Booked& booked, const domain::Worth& worth) {
  domain::Adjustment part{domain::fallen_away(booked.mine, worth), {}};
  for (auto& credit : credits_of_others(booked)) part.credits.push_back(std::move(credit));
  return part;
}

Result<void> credit_all(const Message& message, const std::vector<domain::Credit>& credits, BillingBook& book) {
  for (const auto& credit : credits) SLUSS_TRY(book.credit({message.id, credit}));
  return {};
}

/// A message of a document that is to leave.
Result<Message> message_of(const domain::Invoice& invoice) {
  if (const auto faults = domain::faults_of(invoice); !faults.empty())
    return fail(Fault::internal, "invoice " + invoice.number + " was not issued: " + join(faults, "; "));
  Message message;
  message.kind = "invoice";
  message.key = invoice.key;
  message.body = domain::to_value(invoice);
  return message;
}

/// What a registry says against a placement is told with what came of it.
void add_remark(Item& item, const domain::AgreementBook& agreements) {
  auto& [kind, reason, amount] = item.decision;
  const bool is_booked = kind == Decision::Kind::collected || kind == Decision::Kind::filtered;
  if (!is_booked || item.message.change == Change::withdrawn) return;
  const auto remark = domain::remark_of(item.message.body, agreements);
  if (!remark.empty()) reason += (reason.empty() ? "" : "; ") + remark;
}

void add_parent(Message& message, std::int64_t parent) {
  if (message.parents.empty() || message.parents.back() != parent) message.parents.push_back(parent);
}

}  // namespace

Spec<BillConfig> bill_spec() {
  return {"bill", "Works out what each unit may invoice each institution for a term, and makes the invoices"};
}

Result<void> Bill::process(std::span<Item> batch, Context& context) {
  for (auto& item : batch) {
    if (item.message.kind != "placement") continue;
    SLUSS_TRY(bill(item, context));
    add_remark(item, context.agreements());
  }
  return {};
}

Result<void> Bill::bill(Item& item, Context& context) {
  auto& book = context.book();
  // Whatever becomes of it now, what waits is booked anew: it may be for another student, programme or price, and what
  // is held must not be invoiced.
  if (item.again || item.message.change != Change::added) SLUSS_TRY(book.take_back(item.message.item));
  if (item.message.change == Change::withdrawn) return bill_nothing(item, "no longer in the export", book);
  const auto placement = domain::read_placement(item.message.body);
  if (!placement) {
    item.reject(domain::to_text(placement.error()));
    return {};
  }
  const auto assessment = domain::assess(*placement, context.agreements());
  if (const auto* unbilled = std::get_if<domain::NotBilled>(&assessment))
    return bill_nothing(item, unbilled->reason, book);
  if (const auto* worth = std::get_if<domain::Worth>(&assessment)) return bill_worth(item, *placement, *worth, book);
  item.hold(std::get<domain::Held>(assessment).reason);
  return {};
}

Result<void> Bill::bill_nothing(Item& item, std::string reason, BillingBook& book) {
  std::vector<domain::BookedLine> booked;
  if (item.again || item.message.change != Change::added) {
    SLUSS_TRY_ASSIGN(lines, book.lines_of(item.message.item));
    booked = std::move(lines);
  }
  const auto adjustment = domain::adjust(booked, nullptr);
  SLUSS_TRY(credit_all(item.message, adjustment.credits, book));
  if (adjustment.credits.empty()) item.filter(std::move(reason));
  else item.collect();
  return {};
}

Result<void> Bill::bill_worth(Item& item, const domain::Placement& placement, const domain::Worth& worth,
                              BillingBook& book) {
  const auto& message = item.message;
  const auto subject = subject_of(worth.agreement->id, worth.unit->id, placement);
  SLUSS_TRY_ASSIGN(booked, booked_for(message, subject, book));
  const auto adjustment = adjustment_of(booked, worth);
  SLUSS_TRY_ASSIGN(taken, book.taken(subject, days_of(adjustment.charges), message.item));
  if (taken) {
    // Of two that change places each wants what the other one has: neither could ever go first without this.
    const auto part = part_of_adjustment(booked, worth);
    SLUSS_TRY(credit_all(message, part.credits, book));
    item.hold(std::to_string(taken->days.count()) + " of its days are billed already by placement " + taken->by + ": " +
                  sluss::to_text(taken->days) +
                  ". A student-day is billed once; take one of the two away, or mend its dates",
              adjustment.sum() - part.sum());
    return {};
  }
  SLUSS_TRY(credit_all(message, adjustment.credits, book));
  for (const auto& line : adjustment.charges) {
    SLUSS_TRY(book.book(
        {message.id, message.item, message.key, subject, worth.institution->id, domain::to_text(worth.term), line}));
  }
  item.collect();
  return {};
}

Result<Messages> Bill::finish(Context& context) {
  SLUSS_TRY_ASSIGN(credit_note, next_credit_note(context));
  if (credit_note) return Messages{std::move(*credit_note)};
  SLUSS_TRY_ASSIGN(message, next_invoice(context));
  if (message) return Messages{std::move(*message)};
  for (const auto& [why, waiting] : waiting_)
    context.note(counted(waiting.lines, "line") + ", " + to_kronor(waiting.amount) +
                 (waiting.lines == 1 ? ", waits: " : ", wait: ") + why);
  invoiced_.reset();
  waiting_.clear();
  return Messages{};
}

Result<std::optional<Message>> Bill::next_credit_note(Context& context) {
  auto& book = context.book();
  SLUSS_TRY_ASSIGN(creditable, book.next_creditable());
  if (!creditable) return std::nullopt;
  SLUSS_TRY_ASSIGN(original, domain::read_invoice(creditable->document));
  SLUSS_TRY_ASSIGN(credits, book.waiting_credits(creditable->id));
  domain::CreditNoteBasis basis{original, nullptr, nullptr, creditable->corrections + 1, creditable->series, 0, {}, {}};
  basis.unit = context.agreements().unit_by_id(creditable->group.unit);
  basis.institution = context.agreements().institution_by_id(creditable->group.institution);
  basis.issued = day_in_stockholm(context.clock().now());
  std::vector<std::int64_t> lines, parents;
  for (auto& [id, message, placement, credit] : credits) {
    basis.lines.push_back({placement, std::move(credit)});
    lines.push_back(id);
    parents.push_back(message);
  }
  SLUSS_TRY_ASSIGN(sequence, book.take_number(creditable->series));
  basis.sequence = sequence;
  SLUSS_TRY_ASSIGN(note, domain::make_credit_note(basis));
  SLUSS_TRY_ASSIGN(message, message_of(note));
  for (const auto parent : parents) add_parent(message, parent);
  SLUSS_TRY(book.freeze(note, creditable->group, lines));
  return std::move(message);
}

Result<std::optional<Message>> Bill::next_invoice(Context& context) {
  for (;;) {
    SLUSS_TRY_ASSIGN(group, context.book().next_waiting(invoiced_));
    if (!group) return std::nullopt;
    invoiced_ = *group;
    SLUSS_TRY_ASSIGN(message, invoice(*group, context));
    if (message) return std::move(message);
  }
}

Result<std::optional<Message>> Bill::invoice(const Group& group, Context& context) {
  auto& book = context.book();
  const auto& parties = context.agreements();
  const auto* agreement = parties.agreement_by_id(group.agreement);
  const auto* institution = parties.institution_by_id(group.institution);
  const auto* unit = parties.unit_by_id(group.unit);
  const auto term = domain::parse_term(group.term);
  if (agreement == nullptr || institution == nullptr || unit == nullptr || !term) {
    context.note("lines of " + group.unit + " for " + group.institution + ", " + group.term + " wait: agreement " +
                 group.agreement + " or one of its parties is no longer in the configuration");
    return std::nullopt;
  }
  SLUSS_TRY_ASSIGN(lines, book.waiting(group));
  SLUSS_TRY_ASSIGN(may, may_be_issued(group, *agreement, *term, lines, context));
  if (!may) return std::nullopt;
  domain::InvoiceBasis basis{*agreement, *institution, *unit, *term, 0, 0, day_in_stockholm(context.clock().now()), {}};
  std::vector<std::int64_t> ids;
  for (const auto& line : lines) {
    auto placement = domain::read_placement(line.placement);
    if (!placement)
      return fail(Fault::internal,
                  "a booked placement is no placement any more: " + domain::to_text(placement.error()));
    basis.charges.push_back({std::move(*placement), line.line});
    ids.push_back(line.id);
  }
  SLUSS_TRY_ASSIGN(supplement, book.issued(group));
  SLUSS_TRY_ASSIGN(sequence, book.take_number(unit->series));
  basis.supplement = supplement;
  basis.sequence = sequence;
  const auto invoice = domain::make_invoice(basis);
  SLUSS_TRY_ASSIGN(message, message_of(invoice));
  for (const auto& line : lines) add_parent(message, line.message);
  SLUSS_TRY(book.freeze(invoice, group, ids));
  return std::move(message);
}

Result<bool> Bill::may_be_issued(const Group& group, const domain::Agreement& agreement, const domain::Term& term,
                                 const std::vector<WaitingLine>& lines, Context& context) {
  std::string why;
  const auto today = day_in_stockholm(context.clock().now());
  if (const auto from = domain::invoice_from(term, agreement); from && *from > today) {
    why = group.term + " is invoiced from " + to_iso(*from);
  } else if (agreement.approval == domain::Approval::person) {
    SLUSS_TRY_ASSIGN(approval, context.book().approval(group));
    if (approval && approval->approved && approval->lines == digest_of(lines)) return true;
    const bool refused = approval && !approval->approved && approval->lines == digest_of(lines);
    why = refused ? "the basis of " + group.unit + " for " + group.institution + ", " + group.term +
                        " was refused; it is tried again when its placements change"
                  : "a person must approve the basis: sluss invoices drafts";
  } else {
    return true;
  }
  auto& waiting = waiting_[why];
  waiting.lines += static_cast<std::int64_t>(lines.size());
  for (const auto& line : lines) waiting.amount += line.line.amount;
  return false;
}

}  // namespace sluss::plugins
