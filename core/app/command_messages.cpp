#include <iostream>

#include "app/commands.h"
#include "app/message_decisions.h"
#include "app/personal_data.h"
#include "app/workplace.h"
#include "base/json.h"
#include "base/text.h"
#include "observe/masking.h"

namespace sluss::app {
namespace {

using store::StoredMessage;

Value summary(const StoredMessage& stored) {
  const auto& message = stored.message;
  auto value = Value::object();
  value["id"] = message.id;
  value["kind"] = message.kind;
  value["connection"] = stored.channel;
  value["key"] = message.key;
  value["state"] = name_of(stored.state);
  value["change"] = name_of(message.change);
  value["run"] = stored.run;
  value["place"] = message.origin.place();
  if (!stored.reason.empty()) value["reason"] = stored.reason;
  if (stored.amount) value["amount_ore"] = stored.amount->value;
  if (stored.purged) value["purged"] = to_iso(*stored.purged);
  return value;
}

Value deliveries_of(store::Transaction& reading, std::int64_t message) {
  auto list = Value::list();
  for (const auto& delivery : must(reading.deliveries().of_message(message))) {
    auto value = Value::object();
    value["to"] = delivery.connection;
    value["state"] = name_of(delivery.state);
    value["attempts"] = delivery.attempts;
    if (!delivery.receipt.empty()) value["receipt"] = delivery.receipt;
    if (delivery.at) value["at"] = to_iso(*delivery.at);
    list.as_list()->push_back(std::move(value));
  }
  return list;
}

Value parents_of(const Message& message) {
  auto list = Value::list();
  for (const auto parent : message.parents) list.as_list()->emplace_back(parent);
  return list;
}

struct ListOptions {
  std::string state, kind, connection, key;
  std::size_t limit = 100;
};

store::MessageFilter filter_of(const ListOptions& options) {
  store::MessageFilter filter;
  if (!options.state.empty()) {
    filter.state = store::parse_state(options.state);
    if (!filter.state)
      throw Stop{Exit::usage,
                 "--state " + options.state +
                     ": expected collected, delivering, delivered, filtered, held, rejected, superseded or resolved"};
  }
  filter.kind = options.kind;
  filter.channel = options.connection;
  filter.key = options.key;
  filter.current_only = options.key.empty() && filter.state != store::State::superseded;
  filter.limit = options.limit;
  return filter;
}

void print(const StoredMessage& stored) {
  const auto& message = stored.message;
  std::cout << message.id << "  " << message.kind << "  " << message.key << "  " << name_of(stored.state)
            << (stored.amount ? "  " + to_kronor(*stored.amount) : "") << "\n";
  if (!stored.reason.empty()) std::cout << "    " << stored.reason << "\n";
}

void list(const Commands& commands, const ListOptions& options) {
  const auto filter = filter_of(options);
  Workplace work(commands.options);
  const auto reading = must(work.store().begin(store::Access::read));
  const auto messages = must(reading->messages().list(filter));
  if (commands.options.json) {
    auto all = Value::list();
    for (const auto& stored : messages) all.as_list()->push_back(summary(stored));
    std::cout << to_pretty_json(all) << "\n";
    return;
  }
  for (const auto& stored : messages) print(stored);
  std::cout << messages.size() << " messages"
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
  auto value = summary(*stored);
  value["parents"] = parents_of(stored->message);
  value["deliveries"] = deliveries_of(*reading, options.id);
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
  command->add_option("--state", options->state, "Only in this state, e.g. held or rejected");
  command->add_option("--kind", options->kind, "Only of this kind, e.g. placement");
  command->add_option("--connection", options->connection, "Only from this connection, e.g. klipp.placements");
  command->add_option("--key", options->key, "Only with this key, all its versions");
  command->add_option("--limit", options->limit, "At most so many")->capture_default_str();
  command->footer("Example:\n  sluss messages list --state held");
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
  add_decisions(*messages, commands);
}

}  // namespace sluss::app
