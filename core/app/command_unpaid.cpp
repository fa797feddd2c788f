// What is owed. A report to remind by, not a dunning engine.
#include <iostream>

#include "app/invoice_commands.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/json.h"
#include "views/payments.h"

namespace sluss::app {
namespace {

struct UnpaidOptions {
  std::string due;
};

using views::Owed;

/// With what the buyer said against it.
struct Line {
  Owed owed;
  std::string answer;
};

std::vector<Line> report_of(store::Transaction& reading, std::optional<Day> until, Day today) {
  std::vector<Line> lines;
  for (auto& owed : must(views::unpaid(reading, until, today))) {
    auto answer = owed.overpaid() > Ore{} ? "" : must(views::objection_to(reading, owed.invoice.number));
    lines.push_back({std::move(owed), std::move(answer)});
  }
  return lines;
}

std::string line_of(const Line& line) {
  const auto& invoice = line.owed.invoice;
  const auto late = line.owed.days_late;
  auto text = "  " + invoice.number + "  due " + to_iso(*invoice.due_day) +
              (late > 0 ? ", " + counted(late, "day") + " late" : "") + "  " + to_kronor(invoice.total);
  if (invoice.credited != Ore{}) text += ", credited " + to_kronor(invoice.credited);
  if (invoice.paid != Ore{}) text += ", paid " + to_kronor(invoice.paid);
  if (invoice.due() != invoice.total) text += ", rest " + to_kronor(invoice.due());
  return text + (line.answer.empty() ? "" : ", " + line.answer) + "\n";
}

std::string overpaid_text(const Owed& owed) {
  const auto& invoice = owed.invoice;
  return "  " + invoice.number + "  " + invoice.unit + " to " + invoice.institution + "  " + to_kronor(invoice.total) +
         (invoice.credited != Ore{} ? ", credited " + to_kronor(invoice.credited) : "") + ", paid " +
         to_kronor(invoice.paid) + ", overpaid by " + to_kronor(owed.overpaid()) + "\n";
}

/// What is to be paid back.
void print_overpaid(const std::vector<Line>& lines) {
  Ore all;
  std::int64_t count = 0;
  for (const auto& line : lines) {
    if (line.owed.overpaid() == Ore{}) continue;
    if (++count == 1) std::cout << "overpaid, to be paid back or booked elsewhere\n";
    std::cout << overpaid_text(line.owed);
    all += line.owed.overpaid();
  }
  if (count > 0) std::cout << counted(count, "invoice") << ", " << to_kronor(all) << " too much\n";
}

void print(const std::vector<Line>& lines) {
  Ore all, late;
  std::int64_t count = 0;
  const Owed* before = nullptr;
  for (const auto& line : lines) {
    const auto& [invoice, days_late] = line.owed;
    if (line.owed.overpaid() > Ore{}) continue;
    if (before == nullptr || before->invoice.unit != invoice.unit || before->invoice.institution != invoice.institution)
      std::cout << invoice.institution << " owes " << invoice.unit << "\n";
    before = &line.owed;
    std::cout << line_of(line);
    all += invoice.due();
    if (days_late > 0) late += invoice.due();
    ++count;
  }
  std::cout << counted(count, "invoice") << ", " << to_kronor(all) << " due, " << to_kronor(late) << " of it late\n";
  print_overpaid(lines);
}

void unpaid(const Commands& commands, const UnpaidOptions& options) {
  const auto until = options.due.empty() ? std::nullopt : parse_iso_day(options.due);
  if (!until && !options.due.empty()) throw Stop{Exit::usage, "--due: expected a day as YYYY-MM-DD"};
  Workplace work(commands.options);
  const auto reading = must(work.store().begin(store::Access::read));
  const auto lines = report_of(*reading, until, day_in_stockholm(work.clock().now()));
  if (!commands.options.json) return print(lines);
  auto values = Value::list();
  for (const auto& [owed, answer] : lines) values.as_list()->push_back(views::to_value(owed, answer));
  std::cout << to_pretty_json(values) << "\n";
}

}  // namespace

void add_unpaid(CLI::App& invoices, Commands commands) {
  auto* command = invoices.add_subcommand(
      "unpaid", "What is owed, by institution and unit, and what is overpaid: a report to remind by");
  auto options = std::make_shared<UnpaidOptions>();
  command->add_option("--due", options->due, "Only what is due on that day or before")->type_name("YYYY-MM-DD");
  command->footer("Example:\n  sluss invoices unpaid --due 2027-01-15");
  command->callback([commands, options] { unpaid(commands, *options); });
}

}  // namespace sluss::app
