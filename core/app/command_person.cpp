#include <iostream>
#include <unistd.h>

#include "app/commands.h"
#include "app/personal_data.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/json.h"
#include "engine/person.h"
#include "views/messages.h"

namespace sluss::app {
namespace {

/// Never an argument: those are seen by every user of the machine, and kept by the shell.
std::string asked_identifier() {
  if (::isatty(STDIN_FILENO) != 0) std::cerr << "Personal number, or the student's id: " << std::flush;
  std::string identifier;
  std::getline(std::cin, identifier);
  return identifier;
}

Value to_value(store::Transaction& reading, const engine::PersonHeld& held) {
  auto value = Value::object();
  auto& messages = value["messages"] = Value::list();
  for (const auto& stored : held.messages) {
    auto message = must(views::life(reading, stored));
    message["body"] = stored.message.body;
    if (!stored.message.raw.empty()) message["raw"] = stored.message.raw;
    messages.as_list()->push_back(std::move(message));
  }
  auto& lines = value["invoice_lines"] = Value::list();
  for (const auto& line : held.lines) {
    auto one = Value::object();
    one["invoice"] = line.invoice;
    one["line"] = line.line;
    lines.as_list()->push_back(std::move(one));
  }
  return value;
}

void print(const Value& value) {
  for (const auto& message : *value["messages"].as_list()) {
    std::cout << message["kind"].text_or_empty() << " " << message["key"].text_or_empty() << ", "
              << message["state"].text_or_empty() << ", from " << message["connection"].text_or_empty() << ", "
              << message["place"].text_or_empty() << "\n"
              << to_pretty_json(message["body"]) << "\n";
    if (!message["raw"].is_null()) std::cout << "as it was read: " << message["raw"].text_or_empty() << "\n";
    for (const auto& delivery : *message["deliveries"].as_list())
      std::cout << "to " << delivery["to"].text_or_empty() << ": " << delivery["state"].text_or_empty() << "\n";
  }
  for (const auto& line : *value["invoice_lines"].as_list())
    std::cout << "on invoice " << line["invoice"].text_or_empty() << "\n" << to_pretty_json(line["line"]) << "\n";
  std::cout << counted(value["messages"].as_list()->size(), "message") << ", "
            << counted(value["invoice_lines"].as_list()->size(), "line of invoices", "lines of invoices") << "\n";
}

void person(const Commands& commands, const std::string& reason) {
  Workplace work(commands.options);
  work.need_configuration();
  const auto identifier = asked_identifier();
  const auto now = work.clock().now();
  auto reading = must(work.store().begin(store::Access::read));
  const auto held = must(engine::held_of_person(*reading, identifier, day_in_stockholm(now)));
  const auto value = to_value(*reading, held);
  reading.reset();
  // Written down before anything is shown.
  for (const auto& stored : held.messages)
    audit_look(work.store(), work.clock(), "message " + std::to_string(stored.message.id), reason);
  if (held.messages.empty()) audit_look(work.store(), work.clock(), "a person of whom nothing is held", reason);
  if (commands.options.json) std::cout << to_pretty_json(value) << "\n";
  else print(value);
}

}  // namespace

void add_person(Commands commands) {
  auto* command = commands.line.add_subcommand(
      "person", "All that is held of one person, who is asked for on standard input; each look goes to the audit log");
  auto reason = std::make_shared<std::string>();
  command->add_option("--reason", *reason, "Why; it goes to the audit log. Name no student")->required();
  command->footer("Example:\n  sluss person --reason \"extract asked for, case 2026-114\" --json > extract.json");
  command->callback([commands, reason] { person(commands, *reason); });
}

}  // namespace sluss::app
