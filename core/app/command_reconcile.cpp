#include <iostream>

#include "app/commands.h"
#include "app/workplace.h"
#include "base/json.h"
#include "engine/proof.h"

namespace sluss::app {

void add_reconcile(Commands commands) {
  auto* command =
      commands.line.add_subcommand("reconcile", "Per unit and term: worth = issued + waiting + held, to the öre");
  command->footer("Example:\n  sluss reconcile --json");
  command->callback([commands] {
    Workplace work(commands.options);
    const auto result = must(engine::prove(work.surroundings(), engine::by_command, {}));
    std::cout << (commands.options.json ? to_pretty_json(engine::to_value(result)) + "\n" : engine::to_text(result));
    commands.exit = result.balances() ? Exit::well : Exit::parked;
  });
}

}  // namespace sluss::app
