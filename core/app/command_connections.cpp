#include <iostream>

#include "app/commands.h"
#include "app/personal_data.h"
#include "app/workplace.h"

namespace sluss::app {
namespace {

struct ConnectionOptions {
  std::string name, reason;
};

/// Writes what a person decided about a connection, with the audit row, or says why there is nothing to decide.
void decide(const Commands& commands, const ConnectionOptions& options, const std::string& action,
            void (*change)(store::ConnectionState&, const std::string& reason)) {
  Workplace work(commands.options);
  work.need_configuration();
  if (!work.configuration().outlets.contains(options.name))
    throw Stop{Exit::usage, "there is no outlet \"" + options.name + "\"; sluss status names them"};
  const auto transaction = must(work.store().begin(store::Access::write));
  auto state = must(transaction->connections().find(options.name));
  change(state, options.reason);
  must(transaction->connections().set(state));
  must(transaction->audit().add({work.clock().now(), who(), action, options.name, options.reason}));
  must(transaction->commit());
}

/// What a person says of an inlet: the cause is mended, so that all is tried again that it refuses or passes over.
void try_again(const Commands& commands, const ConnectionOptions& options) {
  Workplace work(commands.options);
  work.need_configuration();
  const auto transaction = must(work.store().begin(store::Access::write));
  const auto forgotten = must(transaction->readings().forget(options.name));
  auto state = must(transaction->connections().find(options.name));
  const bool was_paused = !state.paused.empty();
  state.paused.clear();
  must(transaction->connections().set(state));
  must(transaction->audit().add({work.clock().now(), who(), "resume", options.name, options.reason}));
  must(transaction->commit());
  if (was_paused) std::cout << options.name << " is resumed; the next run reads it\n";
  else if (forgotten == 0) std::cout << options.name << " has nothing that broke what reads it\n";
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
    decide(commands, *options, "pause",
           [](store::ConnectionState& state, const std::string& reason) { state.paused = "by a person: " + reason; });
    std::cout << options->name << " is paused; what is to go there waits\n";
  });

  auto* resume = connections->add_subcommand(
      "resume", "Deliver there again, at once; or read again what broke Sluss when it was read");
  add_options(*resume, options);
  resume->footer("Example:\n  sluss connections resume peppol.invoices --reason \"the new password is in place\"");
  resume->callback([commands, options] {
    if (is_inlet(commands, options->name)) return try_again(commands, *options);
    decide(commands, *options, "resume", [](store::ConnectionState& state, const std::string& /*reason*/) {
      const auto name = state.name;
      state = {};
      state.name = name;
    });
    std::cout << options->name << " is resumed; the daemon delivers what waits, or the next sync does\n";
  });
}

}  // namespace sluss::app
