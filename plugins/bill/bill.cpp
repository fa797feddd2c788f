#include "bill.h"

#include "domain/field_reader.h"

namespace sluss::plugins {
namespace {

DaySet days_of(const std::vector<domain::ChargeLine>& lines) {
  DaySet days;
  for (const auto& line : lines) {
    for (const auto& month : line.days.months()) days.insert(month);
  }
  return days;
}

/// Gives a placement's invoiced lines, and takes back its waiting ones: whatever becomes of it now, they are booked
/// anew. They may be for another student, programme or price, and what is held must not be invoiced.
Result<std::vector<domain::BookedLine>> take_back_waiting(const Message& message, BillingBook& book) {
  std::vector<domain::BookedLine> invoiced;
  if (message.change == Change::added) return invoiced;
  SLUSS_TRY_ASSIGN(booked, book.lines_of(message.item));
  for (auto& line : booked) {
    if (line.invoice.empty()) SLUSS_TRY(book.unbook(line.id));
    else invoiced.push_back(std::move(line));
  }
  return invoiced;
}

}  // namespace

Spec<BillConfig> bill_spec() {
  return {"bill", "Works out what each unit may invoice each institution for a term, and makes the invoices"};
}

Result<void> Bill::process(std::span<Item> batch, Context& context) {
  for (auto& item : batch) {
    if (item.message.kind == "placement") SLUSS_TRY(bill(item, context));
  }
  return {};
}

Result<void> Bill::bill(Item& item, Context& context) {
  auto& book = context.book();
  SLUSS_TRY_ASSIGN(invoiced, take_back_waiting(item.message, book));
  if (item.message.change == Change::withdrawn) {
    bill_nothing(item, invoiced, "no longer in the export");
    return {};
  }
  const auto placement = domain::read_placement(item.message.body);
  if (!placement) {
    item.reject(domain::to_text(placement.error()));
    return {};
  }
  const auto assessment = domain::assess(*placement, context.agreements());
  if (const auto* held = std::get_if<domain::Held>(&assessment)) item.hold(held->reason);
  else if (const auto* unbilled = std::get_if<domain::NotBilled>(&assessment))
    bill_nothing(item, invoiced, unbilled->reason);
  else return bill_worth(item, invoiced, *placement, std::get<domain::Worth>(assessment), book);
  return {};
}

void Bill::bill_nothing(Item& item, const Lines& invoiced, std::string reason) {
  const auto more = domain::adjust(invoiced, nullptr);
  if (const auto* held = std::get_if<domain::Held>(&more))
    item.hold(reason + "; " + held->reason, domain::outstanding(invoiced, nullptr));
  else item.filter(std::move(reason));
}

Result<void> Bill::bill_worth(Item& item, const Lines& invoiced, const domain::Placement& placement,
                              const domain::Worth& worth, BillingBook& book) {
  const auto& message = item.message;
  const auto rest = domain::outstanding(invoiced, &worth);
  const auto& student = placement.student.id.empty() ? placement.student.personnummer : placement.student.id;
  const Subject subject{worth.agreement->id, worth.unit->id, placement.programme, student};
  const auto more = domain::adjust(invoiced, &worth);
  if (const auto* held = std::get_if<domain::Held>(&more)) {
    item.hold(held->reason, rest);
    return {};
  }
  for (const auto& line : invoiced) {
    SLUSS_TRY_ASSIGN(same, book.is_for(line.id, subject));
    if (same) continue;
    item.hold("invoice " + line.invoice + " bills " + sluss::to_text(line.line.days) +
                  " of it to another student or programme: that needs a credit note of " + to_kronor(line.line.amount),
              rest);
    return {};
  }
  const auto& add = std::get<std::vector<domain::ChargeLine>>(more);
  SLUSS_TRY_ASSIGN(taken, book.taken(subject, days_of(add), message.item));
  if (taken) {
    item.hold(std::to_string(taken->days.count()) + " of its days are billed already by placement " + taken->by + ": " +
                  sluss::to_text(taken->days) +
                  ". A student-day is billed once; take one of the two away, or mend its dates",
              rest);
    return {};
  }
  for (const auto& line : add) {
    SLUSS_TRY(book.book(
        {message.id, message.item, message.key, subject, worth.institution->id, domain::to_text(worth.term), line}));
  }
  item.collect();
  return {};
}

Result<Messages> Bill::finish(Context& context) {
  for (;;) {
    SLUSS_TRY_ASSIGN(group, context.book().next_waiting(last_));
    if (!group) break;
    last_ = *group;
    SLUSS_TRY_ASSIGN(message, invoice(*group, context));
    if (message) return Messages{std::move(*message)};
  }
  note_early(context);
  last_.reset();
  early_.clear();
  return Messages{};
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
  const auto today = day_in_stockholm(context.clock().now());
  if (const auto from = domain::invoice_from(*term, *agreement); from && *from > today) {
    auto& early = early_.try_emplace(group.term, Early{*from, 0, {}}).first->second;
    for (const auto& line : lines) early.amount += line.line.amount;
    early.lines += static_cast<std::int64_t>(lines.size());
    return std::nullopt;
  }
  domain::InvoiceBasis basis{*agreement, *institution, *unit, *term, 0, 0, today, {}};
  std::vector<std::int64_t> ids;
  Message message;
  for (const auto& line : lines) {
    auto placement = domain::read_placement(line.placement);
    if (!placement)
      return fail(Fault::internal,
                  "a booked placement is no placement any more: " + domain::to_text(placement.error()));
    basis.charges.push_back({std::move(*placement), line.line});
    ids.push_back(line.id);
    if (message.parents.empty() || message.parents.back() != line.message) message.parents.push_back(line.message);
  }
  SLUSS_TRY_ASSIGN(supplement, book.issued(group));
  SLUSS_TRY_ASSIGN(sequence, book.take_number(unit->series));
  basis.supplement = supplement;
  basis.sequence = sequence;
  const auto invoice = domain::make_invoice(basis);
  if (const auto faults = domain::faults_of(invoice); !faults.empty())
    return fail(Fault::internal, "invoice " + invoice.number + " was not issued: " + join(faults, "; "));
  SLUSS_TRY(book.freeze(invoice, group, ids));
  message.kind = "invoice";
  message.key = invoice.key;
  message.body = domain::to_value(invoice);
  return message;
}

void Bill::note_early(Context& context) {
  for (const auto& [term, early] : early_) {
    context.note(term + ": " + std::to_string(early.lines) + " lines, " + to_kronor(early.amount) +
                 ", wait for the term's invoices, from " + to_iso(early.from));
  }
}

}  // namespace sluss::plugins
