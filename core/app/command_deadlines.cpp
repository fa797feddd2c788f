#include <iostream>

#include "app/commands.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/json.h"
#include "engine/reminders.h"
#include "views/deadlines.h"

namespace sluss::app {
namespace {

std::string time_left(int days) {
  if (days == 0) return "today";
  const auto count = counted(std::abs(days), "day");
  return days > 0 ? "in " + count : count + " ago";
}

void show(const Commands& commands, const std::string& term_text) {
  const auto term = domain::parse_term(term_text);
  if (!term && !term_text.empty()) throw Stop{Exit::usage, "--term: expected a term such as HT2026 or VT2027"};
  Workplace work(commands.options);
  const auto today = day_in_stockholm(work.clock().now());
  auto values = Value::list();
  const auto reading = must(work.store().begin(store::Access::read));
  const auto& book = work.configuration().agreements;
  for (const auto& state : must(views::deadlines_to_show(*reading, book, today, term)))
    values.as_list()->push_back(views::deadline(state, today));
  if (commands.options.json) {
    std::cout << to_pretty_json(values) << "\n";
    return;
  }
  for (const auto& value : *values.as_list())
    std::cout << value["day"].text_or_empty() << "  " << time_left(static_cast<int>(*value["days_left"].as_int()))
              << "  " << value["state"].text_or_empty() << "  " << value["agreement"].text_or_empty() << "  "
              << value["kind"].text_or_empty() << " " << value["term"].text_or_empty() << ": "
              << value["ground"].text_or_empty() << "\n";
  std::cout << values.as_list()->size() << " deadlines\n";
}

void show_reminders(const Commands& commands) {
  Workplace work(commands.options);
  const auto reading = must(work.store().begin(store::Access::read));
  const auto reminders = must(engine::reminders_now(*reading, work.configuration().agreements, work.clock().now()));
  if (commands.options.json) {
    auto values = Value::list();
    for (const auto& reminder : reminders) values.as_list()->push_back(to_value(reminder));
    std::cout << to_pretty_json(values) << "\n";
    return;
  }
  for (const auto& reminder : reminders)
    std::cout << "To: " << (reminder.address.empty() ? "those who hear of alarms" : reminder.address) << " ("
              << reminder.party << ")\nSubject: " << reminder.subject << "\n\n"
              << reminder.text << "\n";
  std::cout << reminders.size() << " reminders are due and were not sent\n";
  if (!work.configuration().watch.mail)
    std::cout << "note: none leaves; sluss.yaml names no mail server (alarms: { mail: ... })\n";
}

}  // namespace

void add_deadlines(Commands commands) {
  struct Asked {
    std::string term;
    bool reminders = false;
  };
  auto* command = commands.line.add_subcommand(
      "deadlines", "By when orders, answers and invoices are due, by each agreement, and what is open");
  auto asked = std::make_shared<Asked>();
  auto* term =
      command->add_option("--term", asked->term, "Of this term; else of this and the next one, and what is overdue")
          ->type_name("TERM");
  command->add_flag("--reminders", asked->reminders, "The mails that are due now, as they would be sent; sends none")
      ->excludes(term);
  command->footer("Example:\n  sluss deadlines --term HT2026");
  command->callback([commands, asked] { asked->reminders ? show_reminders(commands) : show(commands, asked->term); });
}

}  // namespace sluss::app
