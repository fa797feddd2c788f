// What is owed. A report to remind by, not a dunning engine.
#include <algorithm>
#include <iostream>
#include <map>

#include "app/invoice_commands.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/json.h"
#include "engine/invoice_answers.h"

namespace sluss::app {
namespace {

constexpr std::size_t page = 1000;

struct UnpaidOptions {
  std::string due;
};

/// An invoice on which something is due, or too much was paid.
struct Owed {
  store::IssuedInvoice invoice;
  domain::InvoiceAccount account;
  Day due;
  std::int64_t days_late = 0;
  std::string answer = {};  ///< of the buyer, where it has not accepted it

  [[nodiscard]] Ore overpaid() const { return account.due() < Ore{} ? -account.due() : Ore{}; }
};

struct Report {
  /// By institution and unit; in each by day and number.
  std::map<std::pair<std::string, std::string>, std::vector<Owed>> owed;
  std::vector<Owed> overpaid;  ///< in order of issue
};

/// A person who reminds the buyer must know that it has not accepted the invoice.
std::string objection_to(store::Transaction& reading, const std::string& number) {
  const auto answer = must(engine::answer_to(reading, number));
  const auto status = answer ? answer->response.status : domain::Answer::accepted;
  const bool objects = status == domain::Answer::rejected || status == domain::Answer::under_query;
  return objects ? domain::short_answer(answer->response) : "";
}

Day due_day(store::Transaction& reading, const store::IssuedInvoice& invoice) {
  const auto stored = must(reading.messages().get(invoice.message));
  const auto due = stored ? parse_iso_day(stored->message.body["due"].text_or_empty()) : std::nullopt;
  if (!due)
    throw Stop{Exit::store, "invoice " + invoice.number + " has no document; the store is damaged: sluss reconcile"};
  return *due;
}

Report report_of(store::Transaction& reading, std::optional<Day> until, Day today) {
  Report report;
  store::InvoiceFilter filter;
  filter.limit = page;
  for (;;) {
    const auto invoices = must(reading.books().invoices(filter));
    for (const auto& invoice : invoices) {
      auto account = must(reading.payments().account(invoice.number));
      if (!until && domain::standing_of(account) == domain::Standing::overpaid)
        report.overpaid.push_back({invoice, account, due_day(reading, invoice)});
      if (account.due() <= Ore{}) continue;
      const auto due = due_day(reading, invoice);
      if (until && due > *until) continue;
      const auto late = std::max<std::int64_t>((today - due).count(), 0);
      report.owed[{invoice.group.institution, invoice.group.unit}].push_back(
          {invoice, std::move(account), due, late, objection_to(reading, invoice.number)});
    }
    if (invoices.size() < page) break;
    filter.after = invoices.back().message;
  }
  for (auto& [parties, owed] : report.owed)
    std::sort(owed.begin(), owed.end(), [](const Owed& a, const Owed& b) {
      return std::tie(a.due, a.invoice.number) < std::tie(b.due, b.invoice.number);
    });
  return report;
}

Value to_value(const Owed& owed) {
  auto value = Value::object();
  value["institution"] = owed.invoice.group.institution;
  value["unit"] = owed.invoice.group.unit;
  value["number"] = owed.invoice.number;
  value["due"] = to_iso(owed.due);
  value["days_late"] = owed.days_late;
  value["total_ore"] = owed.account.total.value;
  value["credited_ore"] = owed.account.credited.value;
  value["paid_ore"] = owed.account.paid().value;
  value["rest_ore"] = std::max(owed.account.due(), Ore{}).value;
  if (owed.overpaid() > Ore{}) value["overpaid_ore"] = owed.overpaid().value;
  if (!owed.answer.empty()) value["answer"] = owed.answer;
  return value;
}

std::string line_of(const Owed& owed) {
  const auto& account = owed.account;
  auto text = "  " + owed.invoice.number + "  due " + to_iso(owed.due) +
              (owed.days_late > 0 ? ", " + counted(owed.days_late, "day") + " late" : "") + "  " +
              to_kronor(account.total);
  if (account.credited != Ore{}) text += ", credited " + to_kronor(account.credited);
  if (account.paid() != Ore{}) text += ", paid " + to_kronor(account.paid());
  if (account.due() != account.total) text += ", rest " + to_kronor(account.due());
  return text + (owed.answer.empty() ? "" : ", " + owed.answer) + "\n";
}

/// What is to be paid back.
void print_overpaid(const std::vector<Owed>& overpaid) {
  if (overpaid.empty()) return;
  std::cout << "overpaid, to be paid back or booked elsewhere\n";
  Ore all;
  for (const auto& one : overpaid) {
    const auto& [invoice, account, due, late, answer] = one;
    std::cout << "  " << invoice.number << "  " << invoice.group.unit << " to " << invoice.group.institution << "  "
              << to_kronor(account.total)
              << (account.credited != Ore{} ? ", credited " + to_kronor(account.credited) : "") << ", paid "
              << to_kronor(account.paid()) << ", overpaid by " << to_kronor(one.overpaid()) << "\n";
    all += one.overpaid();
  }
  std::cout << counted(overpaid.size(), "invoice") << ", " << to_kronor(all) << " too much\n";
}

void print(const Report& report) {
  Ore all, late;
  std::size_t count = 0;
  for (const auto& [parties, owed] : report.owed) {
    std::cout << parties.first << " owes " << parties.second << "\n";
    for (const auto& one : owed) {
      std::cout << line_of(one);
      all += one.account.due();
      if (one.days_late > 0) late += one.account.due();
    }
    count += owed.size();
  }
  std::cout << counted(count, "invoice") << ", " << to_kronor(all) << " due, " << to_kronor(late) << " of it late\n";
  print_overpaid(report.overpaid);
}

void unpaid(const Commands& commands, const UnpaidOptions& options) {
  const auto until = options.due.empty() ? std::nullopt : parse_iso_day(options.due);
  if (!until && !options.due.empty()) throw Stop{Exit::usage, "--due: expected a day as YYYY-MM-DD"};
  Workplace work(commands.options);
  const auto reading = must(work.store().begin(store::Access::read));
  const auto report = report_of(*reading, until, day_in_stockholm(work.clock().now()));
  if (!commands.options.json) return print(report);
  auto values = Value::list();
  for (const auto& [parties, owed] : report.owed) {
    for (const auto& one : owed) values.as_list()->push_back(to_value(one));
  }
  for (const auto& one : report.overpaid) values.as_list()->push_back(to_value(one));
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
