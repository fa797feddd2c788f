#include <iostream>

#include "app/commands.h"
#include "app/kept_configurations.h"
#include "app/workplace.h"
#include "base/json.h"

namespace sluss::app {
namespace {

KeptConfigurations kept_of(const Workplace& work) {
  if (work.configuration().store.empty())
    throw Stop{Exit::usage,
               "sluss.yaml does not say where the store is, and the configurations that ran are kept beside it"};
  return KeptConfigurations(work.configuration().store);
}

void list(const Workplace& work, bool json) {
  const auto kept = must(kept_of(work).list());
  const auto now = to_hex(work.configuration().hash);
  auto values = Value::list();
  for (const auto& one : kept) {
    auto value = Value::object();
    value["number"] = one.number;
    value["since"] = one.since;
    value["folder"] = one.folder.string();
    value["now"] = one.hash == now;
    value["ran"] = one.ran;
    values.as_list()->push_back(std::move(value));
    if (!json)
      std::cout << one.number << "  since " << one.since << "  " << one.folder.string()
                << (one.hash == now ? "  (as it stands now)" : "") << (one.ran ? "" : "  (put aside by a rollback)")
                << "\n";
  }
  if (json) std::cout << to_pretty_json(values) << "\n";
  else if (kept.empty()) std::cout << "No configuration has run yet.\n";
}

/// The one of that number; 0: the newest that ran and is not what stands there now.
KeptConfiguration wanted(const std::vector<KeptConfiguration>& kept, int number, const std::string& now) {
  for (const auto& one : kept) {
    if (number == 0 ? one.ran && one.hash != now : one.number == number) return one;
  }
  throw Stop{Exit::usage, number == 0 ? "there is no other configuration to go back to"
                                      : "no configuration is kept under " + std::to_string(number) +
                                            "; sluss config list shows which are"};
}

void roll_back(const Workplace& work, int number) {
  const auto keeper = kept_of(work);
  const auto back = wanted(must(keeper.list()), number, to_hex(work.configuration().hash));
  const auto before = must(keeper.go_back(back, work.configuration(), work.clock().now()));
  std::cout << "The configuration is that of " << back.since << " again (number " << back.number
            << "). What stood there is kept as number " << before << ": sluss config rollback " << before
            << " undoes this.\nA daemon that runs takes it when it is told: systemctl reload sluss\n";
}

}  // namespace

void add_config(Commands commands) {
  auto* command = commands.line.add_subcommand("config", "The configurations that ran, and the way back to one");
  command->require_subcommand(1);
  auto* listing = command->add_subcommand("list", "Which are kept, the newest first");
  listing->callback([commands] { list(Workplace(commands.options), commands.options.json); });
  auto* rollback = command->add_subcommand("rollback", "Put the files of an earlier one back");
  auto number = std::make_shared<int>(0);
  rollback->add_option("NUMBER", *number, "Which, by its number; the one before when not given");
  rollback->footer("Example:\n  sluss config rollback");
  rollback->callback([commands, number] { roll_back(Workplace(commands.options), *number); });
}

}  // namespace sluss::app
