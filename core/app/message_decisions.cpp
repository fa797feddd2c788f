#include "app/message_decisions.h"

#include <iostream>

#include "app/personal_data.h"
#include "app/workplace.h"
#include "engine/parked.h"

namespace sluss::app {
namespace {

using Decision = Result<void> (*)(store::Transaction&, std::int64_t, const engine::Decider&);

struct DecisionOptions {
  std::vector<std::int64_t> ids;
  std::string reason;
};

/// All of them in one transaction, or none.
void decide(const Commands& commands, const DecisionOptions& options, Decision decision) {
  Workplace work(commands.options);
  const engine::Decider decider{who(), work.clock().now(), options.reason};
  const auto transaction = must(work.store().begin(store::Access::write));
  for (const auto id : options.ids) {
    const auto done = decision(*transaction, id, decider);
    if (!done) throw Stop{Exit::usage, done.error().what + (options.ids.size() > 1 ? "; nothing was changed" : "")};
  }
  must(transaction->commit());
}

void add_decision(CLI::App& messages, Commands commands, const char* name, const char* text, const char* example,
                  Decision decision, const char* said) {
  auto* command = messages.add_subcommand(name, text);
  auto options = std::make_shared<DecisionOptions>();
  command->add_option("ID", options->ids, "Their numbers, from the list")->required();
  command->add_option("--reason", options->reason, "Why; it goes to the audit log. Name no student")->required();
  command->footer(std::string("Example:\n  sluss messages ") + example);
  command->callback([commands, options, decision, said] {
    decide(commands, *options, decision);
    std::cout << options->ids.size() << (options->ids.size() == 1 ? " message " : " messages ") << said << "\n";
  });
}

}  // namespace

void add_decisions(CLI::App& messages, Commands commands) {
  add_decision(messages, commands, "retry", "Make refused or doubtful deliveries again, in the next run",
               "retry 812 --reason \"the access point has mended the address\"", engine::retry,
               "will be delivered again by the next run");
  add_decision(messages, commands, "discard", "Let what is held or rejected wait no more; invoices are never dropped",
               "discard 17 18 --reason \"agreed with the university: not billed\"", engine::discard, "no longer wait");
}

}  // namespace sluss::app
