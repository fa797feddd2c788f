#include <iostream>

#include "app/invoice_commands.h"
#include "app/personal_data.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/json.h"
#include "engine/invoice_answers.h"
#include "engine/invoicing.h"
#include "views/invoices.h"

namespace sluss::app {
namespace {

void print(const engine::Draft& draft, Day today, bool with_lines) {
  std::cout << draft.group.unit << " to " << draft.group.institution << ", " << draft.group.term << "  "
            << counted(draft.lines.size(), "line") << "  " << to_kronor(draft.total()) << "  "
            << views::state_of(draft, today)
            << (draft.from && *draft.from > today ? " (" + to_iso(*draft.from) + ")" : "") << "\n";
  if (!with_lines) return;
  for (const auto& [id, message, placement, line] : draft.lines)
    std::cout << "    " << placement["id"].text_or_empty() << "  " << counted(line.days.count(), "day") << ", "
              << to_text(line.days) << ", at " << to_kronor(line.week_price) << " a week  " << to_kronor(line.amount)
              << "\n";
}

void list(const Commands& commands, const store::InvoiceFilter& filter, bool with_lines) {
  Workplace work(commands.options);
  const auto reading = must(work.store().begin(store::Access::read));
  const auto today = day_in_stockholm(work.clock().now());
  auto values = Value::list();
  Ore total;
  const auto found = must(engine::drafts(*reading, work.configuration().agreements, filter));
  for (const auto& draft : found) {
    total += draft.total();
    if (commands.options.json) values.as_list()->push_back(views::draft(draft, today));
    else print(draft, today, with_lines);
  }
  if (commands.options.json) std::cout << to_pretty_json(values) << "\n";
  else std::cout << counted(found.size(), "draft") << ", " << to_kronor(total) << "\n";
}

struct Basis {
  store::InvoiceFilter filter;
  std::string reason;
};

void decide(const Commands& commands, const Basis& basis, bool approved) {
  Workplace work(commands.options);
  work.need_configuration();
  const engine::Decider decider{who(), work.clock().now(), basis.reason};
  const auto transaction = must(work.store().begin(store::Access::write));
  const auto found = must(engine::drafts(*transaction, work.configuration().agreements, basis.filter));
  if (found.empty())
    throw Stop{Exit::usage, "no lines of " + basis.filter.unit + ", " + basis.filter.term +
                                " wait for an invoice; see: sluss invoices drafts"};
  for (const auto& draft : found) {
    const auto done = engine::decide_draft(*transaction, draft, approved, decider);
    if (!done) throw Stop{Exit::usage, done.error().what + "; nothing was changed"};
  }
  must(transaction->commit());
  for (const auto& draft : found)
    std::cout << (approved ? "approved: " : "refused: ") << draft.group.unit << " to " << draft.group.institution
              << ", " << draft.group.term << ", " << counted(draft.lines.size(), "line") << ", "
              << to_kronor(draft.total()) << "\n";
}

void credit(const Commands& commands, const std::string& number, const std::string& reason) {
  Workplace work(commands.options);
  const engine::Decider decider{who(), work.clock().now(), reason};
  const auto transaction = must(work.store().begin(store::Access::write));
  const auto credited = engine::credit_invoice(*transaction, number, decider);
  if (!credited && credited.error().fault == Fault::config) throw Stop{Exit::usage, credited.error().what};
  must(credited);
  must(transaction->commit());
  std::cout << to_kronor(*credited) << " of invoice " << number
            << " will be credited, and its placements billed anew, by the next run\n";
}

/// The way that answers come in by; where there is none, a name that says who told.
std::string channel_of_answers(const Workplace& work) {
  for (const auto& [name, inlet] : work.configuration().inlets) {
    if (inlet.kind == "invoice_response") return name;
  }
  return "by-hand";
}

void enter_answer(const Commands& commands, domain::Answer answer, const std::string& number,
                  const std::string& reason) {
  Workplace work(commands.options);
  work.need_configuration();
  const engine::Decider decider{who(), work.clock().now(), reason};
  const auto transaction = must(work.store().begin(store::Access::write));
  const auto known = must(engine::enter_answer(*transaction, {number, answer, channel_of_answers(work)}, decider));
  must(transaction->commit());
  std::cout << "invoice " << number << ": " << known << "\n";
}

void add_drafts(CLI::App& invoices, Commands commands) {
  auto* command = invoices.add_subcommand("drafts", "What waits to be invoiced: bases that may still change");
  auto filter = std::make_shared<store::InvoiceFilter>();
  auto with_lines = std::make_shared<bool>(false);
  command->add_option("--unit", filter->unit, "Only of this unit");
  command->add_option("--institution", filter->institution, "Only for this institution");
  command->add_option("--term", filter->term, "Only of this term, e.g. HT2026");
  command->add_flag("--lines", *with_lines, "Show each line");
  command->footer("Example:\n  sluss invoices drafts --unit ostra-geriatriken --lines");
  command->callback([commands, filter, with_lines] { list(commands, *filter, *with_lines); });
}

void add_decision(CLI::App& invoices, Commands commands, const char* name, const char* text, bool approved) {
  auto* command = invoices.add_subcommand(name, text);
  auto basis = std::make_shared<Basis>();
  command->add_option("--unit", basis->filter.unit, "The unit's id")->required();
  command->add_option("--term", basis->filter.term, "The term, e.g. HT2026")->required();
  command->add_option("--institution", basis->filter.institution, "Only the basis for this institution");
  command->add_option("--reason", basis->reason, "Goes to the audit log")->required();
  command->footer(std::string("Example:\n  sluss invoices ") + name +
                  " --unit ostra-geriatriken --term HT2026 --reason \"compared with the unit's list\"");
  command->callback([commands, basis, approved] { decide(commands, *basis, approved); });
}

void add_credit(CLI::App& invoices, Commands commands) {
  auto* command = invoices.add_subcommand("credit", "Take back an issued invoice; its placements are billed anew");
  auto number = std::make_shared<std::string>();
  auto reason = std::make_shared<std::string>();
  command->add_option("NUMBER", *number, "The invoice's number")->required();
  command->add_option("--reason", *reason, "Goes to the audit log")->required();
  command->footer("Example:\n  sluss invoices credit 10010001 --reason \"wrong buyer reference\"");
  command->callback([commands, number, reason] { credit(commands, *number, *reason); });
}

void add_answer(CLI::App& invoices, Commands commands, domain::Answer answer, const char* text, const char* example) {
  auto* command = invoices.add_subcommand(domain::name_of(answer), text);
  auto number = std::make_shared<std::string>();
  auto reason = std::make_shared<std::string>();
  command->add_option("NUMBER", *number, "The invoice's number")->required();
  command->add_option("--reason", *reason, "How you know; it goes to the audit log. Name no student")->required();
  command->footer(std::string("Example:\n  sluss invoices ") + domain::name_of(answer) + " 10010001 --reason \"" +
                  example + "\"");
  command->callback([commands, answer, number, reason] { enter_answer(commands, answer, *number, *reason); });
}

}  // namespace

void add_invoice_decisions(CLI::App& invoices, Commands commands) {
  add_drafts(invoices, commands);
  add_decision(invoices, commands, "approve", "Approve a basis; the next run issues its invoice", true);
  add_decision(invoices, commands, "refuse", "Refuse a basis; it waits until its placements change", false);
  add_credit(invoices, commands);
  add_answer(invoices, commands, domain::Answer::accepted, "Enter that the buyer has accepted an invoice",
             "accepted in the buyer's portal");
  add_answer(invoices, commands, domain::Answer::rejected,
             "Enter that the buyer has rejected an invoice; it waits until it is taken back",
             "the university rang: wrong order number");
}

}  // namespace sluss::app
