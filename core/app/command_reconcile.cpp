#include <iostream>

#include "app/commands.h"
#include "app/workplace.h"
#include "base/json.h"
#include "engine/proof.h"

namespace sluss::app {
namespace {

using engine::Grouping;

void reconcile(const Commands& commands, Grouping grouping) {
  Workplace work(commands.options);
  const auto result = must(engine::prove(work.surroundings(), engine::by_command, {}));
  std::cout << (commands.options.json ? to_pretty_json(engine::to_value(result, grouping)) + "\n"
                                      : engine::to_text(result, grouping));
  commands.exit = result.balances() ? Exit::well : Exit::parked;
}

}  // namespace

void add_reconcile(Commands commands) {
  auto* command = commands.line.add_subcommand(
      "reconcile", "Per unit, institution and term: worth = invoiced - credited + waiting + held, to the öre");
  const std::map<std::string, Grouping> groupings = {
      {"unit", Grouping::unit}, {"institution", Grouping::institution}, {"term", Grouping::term}};
  auto grouping = std::make_shared<Grouping>(Grouping::all);
  command->add_option("--by", *grouping, "One row for each unit, institution or term alone")
      ->transform(CLI::CheckedTransformer(groupings))
      ->type_name("unit|institution|term");
  command->footer("Example:\n  sluss reconcile --by institution");
  command->callback([commands, grouping] { reconcile(commands, *grouping); });
}

}  // namespace sluss::app
