#include <iostream>

#include "app/commands.h"
#include "app/personal_data.h"
#include "app/workplace.h"
#include "engine/pause.h"

namespace sluss::app {
namespace {

struct ConnectionOptions {
  std::string name, reason;
};

using Decision = Result<void> (*)(store::Transaction&, const std::string&, const engine::Decider&);

void decide(const Commands& commands, const ConnectionOptions& options, Decision decision) {
  Workplace work(commands.options);
  work.need_configuration();
  if (!work.configuration().outlets.contains(options.name))
    throw Stop{Exit::usage, "there is no outlet \"" + options.name + "\"; sluss status names them"};
  const auto transaction = must(work.store().begin(store::Access::write));
  must(decision(*transaction, options.name, {who(), work.clock().now(), options.reason}));
  must(transaction->commit());
}

/// What a person says of an inlet: the cause is mended, so that all is tried again that it refuses or passes over.
void try_again(const Commands& commands, const ConnectionOptions& options) {
  Workplace work(commands.options);
  work.need_configuration();
  const auto transaction = must(work.store().begin(store::Access::write));
  const auto resumed =
      must(engine::resume_inlet(*transaction, options.name, {who(), work.clock().now(), options.reason}));
  must(transaction->commit());
  if (resumed.was_paused) std::cout << options.name << " is resumed; the next run reads it\n";
  else if (resumed.forgotten == 0) std::cout << options.name << " has nothing that broke what reads it\n";
  else std::cout << options.name << " is resumed; the next run reads what it refused or passed over\n";
}

bool is_inlet(const Commands& commands, const std::string& name) {
  return Workplace(commands.options).configuration().inlets.contains(name);
}

void add_options(CLI::App& command, const std::shared_ptr<ConnectionOptions>& options) {
  command.add_option("CONNECTION.MESSAGE", options->name, "As sluss status names it")->required();
  command.add_option("--reason", options->reason, "Why; it goes to the audit log")->required();
}

}  // namespace

void add_connections(Commands commands) {
  auto* connections = commands.line.add_subcommand("connections", "Pause and resume connections");
  connections->require_subcommand(1);
  const auto options = std::make_shared<ConnectionOptions>();

  auto* pause = connections->add_subcommand("pause", "Deliver nothing there until it is resumed");
  add_options(*pause, options);
  pause->footer("Example:\n  sluss connections pause peppol.invoices --reason \"the operator moves its server\"");
  pause->callback([commands, options] {
    decide(commands, *options, engine::pause_outlet);
    std::cout << options->name << " is paused; what is to go there waits\n";
  });

  auto* resume = connections->add_subcommand(
      "resume", "Deliver there again, at once; or read again what broke Sluss when it was read");
  add_options(*resume, options);
  resume->footer("Example:\n  sluss connections resume peppol.invoices --reason \"the new password is in place\"");
  resume->callback([commands, options] {
    if (is_inlet(commands, options->name)) return try_again(commands, *options);
    decide(commands, *options, engine::resume_outlet);
    std::cout << options->name << " is resumed; the daemon delivers what waits, or the next sync does\n";
  });
}

}  // namespace sluss::app
