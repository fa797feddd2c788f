#include <algorithm>
#include <iostream>
#include <set>

#include "app/commands.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/json.h"
#include "engine/deadline_texts.h"
#include "engine/reminders.h"

namespace sluss::app {
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

std::vector<DeadlineState> states_to_show(Workplace& work, const std::optional<domain::Term>& term) {
  const auto& book = work.configuration().agreements;
  const auto today = day_in_stockholm(work.clock().now());
  const auto reading = must(work.store().begin(store::Access::read));
  auto states = must(engine::states_of(*reading, book, term ? deadlines_in(book, *term) : deadlines_near(book, today)));
  if (!term) {
    std::set<std::string> shown;
    for (const auto& state : states) shown.insert(domain::key_of(state.deadline));
    for (auto& state : must(engine::overdue_deadlines(*reading, book, today)))
      if (!shown.contains(domain::key_of(state.deadline))) states.push_back(std::move(state));
  }
  std::stable_sort(states.begin(), states.end(),
                   [](const DeadlineState& a, const DeadlineState& b) { return a.deadline.day < b.deadline.day; });
  return states;
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

std::string time_left(int days) {
  if (days == 0) return "today";
  const auto count = counted(std::abs(days), "day");
  return days > 0 ? "in " + count : count + " ago";
}

Value to_value(const DeadlineState& state, Day today) {
  const auto& deadline = state.deadline;
  auto value = Value::object();
  value["agreement"] = deadline.agreement->id;
  value["kind"] = name_of(deadline.kind);
  value["term"] = domain::to_text(deadline.term);
  value["day"] = to_iso(deadline.day);
  value["days_left"] = std::int64_t{deadline.days_left(today)};
  value["state"] = word_of(state, today);
  value["ground"] = ground_of(state);
  auto& open = value["open"] = Value::list();
  for (const auto& part : state.open) {
    auto entry = Value::object();
    entry[deadline.kind == domain::DeadlineKind::announce ? "institution" : "unit"] = part.party;
    if (deadline.kind == domain::DeadlineKind::answer) entry["places"] = part.count;
    if (deadline.kind == domain::DeadlineKind::invoice) {
      entry["days"] = part.count;
      entry["amount_ore"] = part.amount.value;
    }
    open.as_list()->push_back(std::move(entry));
  }
  auto& remind = value["remind"] = Value::list();
  for (const int before : deadline.remind)
    remind.as_list()->emplace_back(to_iso(deadline.day - std::chrono::days(before)));
  return value;
}

void show(const Commands& commands, const std::string& term_text) {
  const auto term = domain::parse_term(term_text);
  if (!term && !term_text.empty()) throw Stop{Exit::usage, "--term: expected a term such as HT2026 or VT2027"};
  Workplace work(commands.options);
  const auto today = day_in_stockholm(work.clock().now());
  auto values = Value::list();
  for (const auto& state : states_to_show(work, term)) values.as_list()->push_back(to_value(state, today));
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
