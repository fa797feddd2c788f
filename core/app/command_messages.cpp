#include <iostream>

#include "app/commands.h"
#include "app/message_commands.h"
#include "app/message_filter.h"
#include "app/personal_data.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/json.h"
#include "base/text.h"
#include "observe/masking.h"
#include "views/messages.h"

namespace sluss::app {
namespace {

using store::StoredMessage;

struct ListOptions {
  FilterOptions filter;
  std::size_t limit = 100;
};

void list(const Commands& commands, const ListOptions& options) {
  auto filter = filter_of(options.filter);
  filter.limit = options.limit;
  Workplace work(commands.options);
  const auto reading = must(work.store().begin(store::Access::read));
  const auto messages = must(reading->messages().list(filter));
  if (commands.options.json) {
    auto all = Value::list();
    for (const auto& stored : messages) all.as_list()->push_back(views::summary(stored));
    std::cout << to_pretty_json(all) << "\n";
    return;
  }
  for (const auto& stored : messages) std::cout << line_of(stored);
  std::cout << counted(messages.size(), "message")
            << (messages.size() == options.limit ? "; there may be more: --limit" : "") << "\n";
}

struct ShowOptions {
  std::int64_t id = 0;
  std::string personal;
};

void show(const Commands& commands, const ShowOptions& options) {
  Workplace work(commands.options);
  auto reading = must(work.store().begin(store::Access::read));
  const auto stored = must(reading->messages().get(options.id));
  if (!stored)
    throw Stop{Exit::usage, "there is no message " + std::to_string(options.id) + "; see: sluss messages list"};
  auto value = must(views::life(*reading, *stored));
  reading.reset();
  if (options.personal.empty()) {
    value["body"] = observe::masked(stored->message.kind, stored->message.body);
  } else {
    audit_look(work.store(), work.clock(), "message " + std::to_string(options.id), options.personal);
    value["body"] = stored->message.body;
    value["raw"] = stored->message.raw;
  }
  std::cout << to_pretty_json(value) << "\n";
}

void add_list(CLI::App& messages, Commands commands) {
  auto* command = messages.add_subcommand("list", "Messages, oldest first; only the newest version of each");
  auto options = std::make_shared<ListOptions>();
  add_filter(*command, options->filter);
  command->add_option("--limit", options->limit, "At most so many")->capture_default_str();
  command->footer("Examples:\n  sluss messages list --state held\n  sluss messages list --reason-like \"no price\"");
  command->callback([commands, options] { list(commands, *options); });
}

void add_show(CLI::App& messages, Commands commands) {
  auto* command = messages.add_subcommand("show", "One message with all that is known of it; names are masked");
  auto options = std::make_shared<ShowOptions>();
  command->add_option("ID", options->id, "Its number, from the list")->required();
  command
      ->add_option("--personal", options->personal, "Show names and the raw row too; the reason goes to the audit log")
      ->type_name("REASON");
  command->footer("Example:\n  sluss messages show 17 --personal \"the unit asked which student it is\"");
  command->callback([commands, options] { show(commands, *options); });
}

}  // namespace

void add_messages(Commands commands) {
  auto* messages =
      commands.line.add_subcommand("messages", "What was read, what became of it, and what waits for a person");
  messages->require_subcommand(1);
  add_list(*messages, commands);
  add_show(*messages, commands);
  add_trace(*messages, commands);
  add_decisions(*messages, commands);
  add_edit(*messages, commands);
}

}  // namespace sluss::app
