#include <algorithm>
#include <iostream>
#include <limits>
#include <optional>

#include "app/commands.h"
#include "app/interrupt.h"
#include "app/kept_configurations.h"
#include "app/plan_comparison.h"
#include "app/planner.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/json.h"
#include "engine/reminders.h"

namespace sluss::app {
namespace {

void print_invoice(const Value& invoice) {
  const auto credited = invoice["credits"].text_or_empty();
  std::cout << (credited.empty() ? "invoice " : "credit note ") << invoice["number"].text_or_empty()
            << (credited.empty() ? "" : " to invoice " + credited) << "  " << invoice["unit"].text_or_empty() << " to "
            << invoice["institution"].text_or_empty() << ", " << invoice["term"].text_or_empty() << "  "
            << kronor(invoice["total_ore"]) << "\n";
  for (const auto& line : *invoice["lines"].as_list()) {
    std::cout << "    " << line["placement"].text_or_empty() << "  " << line["days"].text_or_empty()
              << (line["days"] == Value(1) ? " day at " : " days at ") << kronor(line["week_price_ore"]) << " a week  "
              << kronor(line["amount_ore"]) << "\n";
  }
}

void print_places(const Value& places) {
  for (const auto& [name, number] : *places.as_object())
    if (number.as_int() != nullptr) std::cout << "    " << name << " " << number.text_or_empty();
  std::cout << "\n";
  const auto* redirected = places["redirected"].as_list();
  for (const auto& hop : redirected == nullptr ? Value::List{} : *redirected)
    std::cout << "    " << hop["order"].text_or_empty() << ": " << hop["count"].text_or_empty() << " from "
              << hop["from"].text_or_empty() << " to " << hop["to"].text_or_empty() << ": "
              << hop["why"].text_or_empty() << "\n";
}

void print_messages(const Planner& planner) {
  for (const auto& entry : *planner.messages.as_list()) {
    const auto reason = entry["reason"].text_or_empty();
    std::cout << entry["change"].text_or_empty() << "  " << entry["key"].text_or_empty() << "  "
              << entry["state"].text_or_empty() << (reason.empty() ? "" : ": " + reason) << "\n";
    if (!entry["places"].is_null()) print_places(entry["places"]);
  }
}

/// "new 1 (last run 724)".
void print_counts(const Value& now, const Value& last) {
  for (const auto* name : {"read", "new", "changed", "withdrawn", "unchanged", "filtered", "rejected"}) {
    std::cout << name << " " << now[name].text_or_empty();
    if (!last.is_null()) std::cout << " (last run " << last[name].text_or_empty() << ")";
    std::cout << ", ";
  }
  std::cout << "held " << now.at("held.count").text_or_empty() << ", invoices "
            << now.at("issued.count").text_or_empty() << " of " << kronor(now.at("issued.amount_ore"))
            << ", credit notes " << now.at("credited.count").text_or_empty() << " of "
            << kronor(now.at("credited.amount_ore")) << "\n";
}

/// Which reminders of deadlines the daemon would mail now. They are no part of the run.
Value reminders_of(Workplace& work) {
  const auto reading = must(work.store().begin(store::Access::read));
  auto values = Value::list();
  for (const auto& reminder :
       must(engine::reminders_now(*reading, work.configuration().agreements, work.clock().now())))
    values.as_list()->push_back(to_value(reminder));
  return values;
}

void print_reminders(const Value& reminders, bool leave) {
  for (const auto& reminder : *reminders.as_list())
    std::cout << "reminder to " << reminder["party"].text_or_empty() << ": " << reminder["subject"].text_or_empty()
              << (leave ? "" : " (stays here: sluss.yaml names no mail server)") << "\n";
}

Value last_report(store::Store& store, const std::string& pipeline) {
  const auto reading = must(store.begin(store::Access::read));
  const auto runs = must(reading->runs().list(pipeline, 1));
  return runs.empty() ? Value() : runs.front().report;
}

}  // namespace

/// The configuration that was kept under that number; 0: the one that ran last. Throws Stop when there is none.
KeptConfiguration kept_as(const Workplace& work, int number) {
  const auto kept = must(KeptConfigurations(work.configuration().store).list());
  if (const auto* last = KeptConfigurations::last_run(kept); number == 0 && last != nullptr) return *last;
  for (const auto& one : kept) {
    if (one.number == number) return one;
  }
  throw Stop{Exit::usage, kept.empty()
                              ? "no configuration has run yet, so there is none to compare with"
                              : "no configuration is kept under that number; sluss config list shows which are"};
}

/// What tonight would be under another configuration and under the one that stands there.
void compare(Workplace& edited, const std::string& name, int number, Commands commands) {
  const auto kept = kept_as(edited, number);
  must(KeptConfigurations::check(kept));
  Workplace before(commands.options, kept.folder);
  const Interrupt interrupt;
  const auto planned = [&](Workplace& work) {
    Planner planner(edited.store());
    auto report = must(
        engine::plan_pipeline(work.surroundings_in(edited.store()), work.pipeline(name), planner, interrupt.token()));
    return Planned{engine::to_value(report), std::move(planner.messages), std::move(planner.invoices)};
  };
  const auto difference = differences_between(planned(before), planned(edited));
  if (commands.options.json) std::cout << to_pretty_json(to_value(difference)) << "\n";
  else
    std::cout << "Tonight under configuration " << kept.number << " (" << kept.since << ") and as it stands now:\n"
              << to_text(difference);
}

void add_plan(Commands commands) {
  auto* command = commands.line.add_subcommand("plan", "What a run would do now; touches nothing");
  auto name = std::make_shared<std::string>();
  command->add_option("PIPELINE", *name, "The pipeline")->required();
  auto number = std::make_shared<int>(-1);
  command
      ->add_option("--compare", *number,
                   "Show what would differ from the configuration that ran last, or from one of sluss config list")
      ->expected(0, 1)
      ->default_str("0")
      ->type_name("NUMBER");
  auto most = std::make_shared<std::int64_t>(std::numeric_limits<std::int64_t>::max());
  command->add_option("--most", *most, "Name at most so many messages, and so many invoices; all are counted")
      ->type_name("NUMBER")
      ->check(CLI::NonNegativeNumber);
  command->footer(
      "Example:\n  sluss plan nightly-placements --at 2026-12-15\n  sluss plan nightly-placements --compare");
  command->callback([commands, name, number, most] {
    Workplace work(commands.options);
    const auto& pipeline = work.pipeline(*name);
    if (*number >= 0) return compare(work, *name, *number, commands);
    const Interrupt interrupt;
    Planner planner(work.store(), *most);
    const auto last = last_report(work.store(), *name);
    const auto report = must(engine::plan_pipeline(work.surroundings(), pipeline, planner, interrupt.token()));
    auto value = engine::to_value(report);
    auto reminders = reminders_of(work);
    if (commands.options.json) {
      value["messages"] = std::move(planner.messages);
      value["invoices"] = std::move(planner.invoices);
      value["reminders"] = std::move(reminders);
      value["last"] = last;
      if (planner.more_messages + planner.more_invoices > 0) {
        value["more"]["messages"] = planner.more_messages;
        value["more"]["invoices"] = planner.more_invoices;
      }
      std::cout << to_pretty_json(value) << "\n";
    } else {
      print_messages(planner);
      for (const auto& entry : *planner.invoices.as_list()) print_invoice(entry["invoice"]);
      if (planner.more_messages + planner.more_invoices > 0)
        std::cout << "... and " << counted(planner.more_messages, "message") << " and "
                  << counted(planner.more_invoices, "invoice") << " more\n";
      print_reminders(reminders, work.configuration().watch.mail.has_value());
      print_counts(value, last);
      for (const auto& note : report.notes) std::cout << "note: " << note << "\n";
      for (const auto& trouble : report.troubles) std::cout << "TROUBLE: " << trouble.text << "\n";
    }
    commands.exit = report.complete() ? Exit::well : Exit::parked;
  });
}

}  // namespace sluss::app
