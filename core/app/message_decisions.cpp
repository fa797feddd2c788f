#include <iostream>

#include "app/message_commands.h"
#include "app/message_filter.h"
#include "app/personal_data.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/json.h"
#include "engine/parked.h"
#include "views/messages.h"

namespace sluss::app {
namespace {

constexpr std::size_t page = 1000;
constexpr std::size_t shown_at_most = 10;

/// One of the decisions, as the command line tells of it.
struct Decision {
  const char* name;
  const char* text;
  const char* examples;
  const char* said;  ///< "1 message <said>"
  Result<void> (*make)(store::Transaction&, std::int64_t, const engine::Decider&);
  std::vector<store::MessageFilter> about;  ///< what a filter chooses from; empty: it takes no filter
};

struct DecisionOptions {
  std::vector<std::int64_t> ids;
  FilterOptions filter;
  std::string reason;
  bool yes = false;
};

/// What a bulk decision did, or would do.
struct Bulk {
  std::int64_t count = 0, with_amount = 0, refused = 0;
  Ore amount;
  std::vector<store::StoredMessage> first;
  std::string first_refusal;

  void add(store::StoredMessage&& stored) {
    ++count;
    const auto* total = stored.message.kind == "invoice" ? stored.message.body["total_ore"].as_int() : nullptr;
    const auto known = stored.amount ? stored.amount : total != nullptr ? std::optional(Ore{*total}) : std::nullopt;
    if (known) {
      ++with_amount;
      amount += *known;
    }
    stored.amount = known;
    stored.message.body = {};
    if (first.size() < shown_at_most) first.push_back(std::move(stored));
  }
};

/// All of them in one transaction, or none.
void decide(const Commands& commands, const DecisionOptions& options, const Decision& decision) {
  Workplace work(commands.options);
  const engine::Decider decider{who(), work.clock().now(), options.reason};
  const auto transaction = must(work.store().begin(store::Access::write));
  for (const auto id : options.ids) {
    const auto done = decision.make(*transaction, id, decider);
    if (!done) throw Stop{Exit::usage, done.error().what + (options.ids.size() > 1 ? "; nothing was changed" : "")};
  }
  must(transaction->commit());
  std::cout << counted(options.ids.size(), "message") << " " << decision.said << "\n";
}

/// Decides about everything that the filter chooses and the decision can be made about.
Bulk decide_all(store::Transaction& transaction, store::MessageFilter filter, const Decision& decision,
                const engine::Decider& decider, Bulk bulk) {
  filter.limit = page;
  for (;;) {
    auto messages = must(transaction.messages().list(filter));
    for (auto& stored : messages) {
      filter.after = stored.message.id;
      const auto done = decision.make(transaction, filter.after, decider);
      if (!done && done.error().fault != Fault::config) throw stop_for(done.error());
      if (done) bulk.add(std::move(stored));
      else if (++bulk.refused == 1) bulk.first_refusal = done.error().what;
    }
    if (messages.size() < page) return bulk;
  }
}

void print(const Bulk& bulk, const Decision& decision, bool done) {
  std::cout << counted(bulk.count, "message") << (done ? " " : " to " + std::string(decision.name))
            << (done ? decision.said : "");
  if (bulk.with_amount > 0) {
    std::cout << ", " << to_kronor(bulk.amount);
    if (bulk.with_amount < bulk.count) std::cout << " (known of " << bulk.with_amount << " of them)";
  }
  std::cout << "\n";
  if (!done) {
    for (const auto& stored : bulk.first) std::cout << "  " << line_of(stored);
    const auto more = bulk.count - static_cast<std::int64_t>(bulk.first.size());
    if (more > 0) std::cout << "  ... and " << more << " more\n";
  }
  if (bulk.refused > 0)
    std::cout << counted(bulk.refused, "message")
              << " of the filter cannot be, and stay as they are; the first: " << bulk.first_refusal << "\n";
  if (!done && bulk.count > 0) std::cout << "Nothing was changed. To do it, give the same command with --yes.\n";
}

Value to_value(const Bulk& bulk, bool done) {
  auto value = Value::object();
  value["done"] = done;
  value["count"] = bulk.count;
  value["amount_ore"] = bulk.amount.value;
  value["with_amount"] = bulk.with_amount;
  auto& first = value["first"] = Value::list();
  for (const auto& stored : bulk.first) first.as_list()->push_back(views::summary(stored));
  value["refused"] = bulk.refused;
  if (bulk.refused > 0) value["first_refusal"] = bulk.first_refusal;
  return value;
}

/// Without `--yes` the same is done in a transaction that is given up: what is told is what would happen.
void decide_by_filter(const Commands& commands, const DecisionOptions& options, const Decision& decision) {
  const auto asked = filter_of(options.filter);
  Workplace work(commands.options);
  const engine::Decider decider{who(), work.clock().now(), options.reason};
  const auto transaction = must(work.store().begin(store::Access::write));
  Bulk bulk;
  for (const auto& about : decision.about) {
    auto filter = asked;
    filter.undelivered = about.undelivered;
    if (about.state && !filter.state) filter.state = about.state;
    else if (about.state && filter.state != about.state) continue;
    bulk = decide_all(*transaction, filter, decision, decider, std::move(bulk));
  }
  if (options.yes) must(transaction->commit());
  if (commands.options.json) std::cout << to_pretty_json(to_value(bulk, options.yes)) << "\n";
  else print(bulk, decision, options.yes);
}

void run(const Commands& commands, const DecisionOptions& options, const Decision& decision) {
  if (options.ids.empty() == options.filter.empty())
    throw Stop{Exit::usage, std::string("messages ") + decision.name +
                                ": say which messages, either by their numbers or by a filter such as --kind or "
                                "--reason-like; see: sluss messages list"};
  if (options.filter.empty()) decide(commands, options, decision);
  else decide_by_filter(commands, options, decision);
}

void add_decision(CLI::App& messages, Commands commands, const Decision& decision) {
  auto* command = messages.add_subcommand(decision.name, decision.text);
  auto options = std::make_shared<DecisionOptions>();
  auto* ids = command->add_option("ID", options->ids, "Their numbers, from the list");
  command->add_option("--reason", options->reason, "Why; it goes to the audit log. Name no student")->required();
  if (decision.about.empty()) {
    ids->required();
  } else {
    add_filter(*command, options->filter);
    command->add_flag("--yes", options->yes, "Do it: without this, a filter only shows what would be done");
  }
  command->footer(std::string("Example:\n") + decision.examples);
  command->callback([commands, options, decision] { run(commands, *options, decision); });
}

store::MessageFilter in_state(store::State state) {
  store::MessageFilter filter;
  filter.state = state;
  return filter;
}

store::MessageFilter undelivered() {
  store::MessageFilter filter;
  filter.undelivered = true;
  return filter;
}

}  // namespace

void add_decisions(CLI::App& messages, Commands commands) {
  add_decision(messages, commands,
               {"retry",
                "Make refused or doubtful deliveries again, in the next run",
                "  sluss messages retry 812 --reason \"the access point never saw it\"\n"
                "  sluss messages retry --kind invoice --reason-like \"endpoint unknown\" --reason \"they mended it\"",
                "will be delivered again by the next run",
                engine::retry,
                {undelivered()}});
  add_decision(messages, commands,
               {"confirm",
                "Say that deliveries in doubt did arrive",
                "  sluss messages confirm 812 --reason \"the university has the invoice\"",
                "known to have arrived",
                engine::confirm,
                {}});
  add_decision(
      messages, commands,
      {"discard",
       "Let what is held or rejected wait no more; invoices are never dropped",
       "  sluss messages discard 17 18 --reason \"agreed with the university: not billed\"\n"
       "  sluss messages discard --kind placement --reason-like \"No agreement\" --reason \"agreed: not billed\" "
       "--yes",
       "no longer wait",
       engine::discard,
       {in_state(store::State::held), in_state(store::State::rejected)}});
}

}  // namespace sluss::app
