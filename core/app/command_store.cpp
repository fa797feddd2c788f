#include <iostream>

#include "app/commands.h"
#include "app/personal_data.h"
#include "app/store_care.h"
#include "app/workplace.h"
#include "base/counted.h"
#include "base/json.h"
#include "engine/purge.h"
#include "store/store_file.h"

namespace sluss::app {
namespace {

void verify(const Commands& commands, const std::string& named) {
  const Workplace work(commands.options);
  const std::filesystem::path file = named.empty() ? store_file(work) : std::filesystem::path(named);
  const auto found = store::faults_of(file, named.empty() ? store::Reading::in_use : store::Reading::still,
                                      store::SealingKeys(work.configuration().store_keys));
  if (!found) throw Stop{Exit::store, found.error().what};
  const auto& faults = *found;
  if (commands.options.json) {
    auto value = Value::object();
    value["file"] = file.string();
    auto& list = value["faults"] = Value::list();
    for (const auto& fault : faults) list.as_list()->emplace_back(fault);
    std::cout << to_pretty_json(value) << "\n";
  } else {
    for (const auto& fault : faults) std::cout << "FAULT: " << fault << "\n";
    std::cout << file.string()
              << (faults.empty() ? ": all is as it was written\n" : ": " + counted(faults.size(), "fault") + "\n");
  }
  commands.exit = faults.empty() ? Exit::well : Exit::parked;
}

void print(engine::Purged purged, bool dry_run) {
  const auto placements = purged.things["placements"];
  purged.things.erase("placements");
  std::cout << "Of placements that ended before " << to_iso(purged.before) << ": " << placements.things
            << (dry_run ? " would be purged (" : " were purged (") << counted(placements.messages, "message")
            << "), and names on " << counted(purged.invoices, "invoice") << "\n";
  for (const auto& [called, count] : purged.things)
    std::cout << "Of " << called << " from before that: " << count.things << "\n";
  std::cout << counted(purged.waiting, "is kept because it waits", "are kept because they wait")
            << (purged.waiting > 0 ? ": sluss messages list --state held, rejected, collected\n" : "\n");
}

Value value_of(const engine::Purged& purged) {
  auto value = Value::object();
  value["before"] = to_iso(purged.before);
  std::int64_t messages = 0;
  for (const auto& [called, count] : purged.things) {
    value[called] = count.things;
    messages += count.messages;
  }
  value["messages"] = messages;
  value["invoices"] = purged.invoices;
  value["waiting"] = purged.waiting;
  return value;
}

void purge(const Commands& commands, bool dry_run) {
  Workplace work(commands.options);
  work.need_configuration();
  const auto months = work.configuration().retention;
  if (!months) {
    std::cout << "Nothing was purged: sluss.yaml has no rule, such as retention: { personal: 24 months }\n";
    return;
  }
  const engine::PurgeOrder order{dry_run ? engine::PurgeOrder::Mode::dry_run : engine::PurgeOrder::Mode::real, *months,
                                 who(), work.clock().now()};
  const auto purged = must_of_store(engine::purge(work.store(), order));
  if (commands.options.json) std::cout << to_pretty_json(value_of(purged)) << "\n";
  else print(purged, dry_run);
  commands.exit = purged.waiting == 0 ? Exit::well : Exit::parked;
}

void seal(const Commands& commands) {
  Workplace work(commands.options);
  work.need_configuration();
  const auto sealed = must_of_store(work.store().seal());
  std::cout << counted(sealed, "message was sealed anew", "messages were sealed anew")
            << "; all that messages hold is under the first key of store_keys\n";
}

void add_seal(CLI::App& store, Commands commands) {
  auto* command = store.add_subcommand(
      "seal", "Seal what messages hold with the first key of store_keys; runs may go on meanwhile");
  command->footer("Example:\n  sluss store seal");
  command->callback([commands] { seal(commands); });
}

void add_verify(CLI::App& store, Commands commands) {
  auto* command = store.add_subcommand("verify", "Check the store, or a backup: every page, message, row and number");
  auto file = std::make_shared<std::string>();
  command->add_option("FILE", *file, "A backup; it is only read. Without it: the store");
  command->footer("Example:\n  sluss store verify /srv/backup/sluss-20261124T020000Z.db");
  command->callback([commands, file] { verify(commands, *file); });
}

void add_purge(CLI::App& store, Commands commands) {
  auto* command =
      store.add_subcommand("purge", "Take names and numbers out of what ended longer ago than `retention` says");
  auto dry_run = std::make_shared<bool>(false);
  command->add_flag("--dry-run", *dry_run, "Count only");
  command->footer("Example:\n  sluss store purge --dry-run");
  command->callback([commands, dry_run] { purge(commands, *dry_run); });
}

}  // namespace

void add_store(Commands commands) {
  auto* store = commands.line.add_subcommand("store", "Back up, restore, verify, migrate, purge and seal the store");
  store->require_subcommand(1);
  add_backup(*store, commands);
  add_restore(*store, commands);
  add_verify(*store, commands);
  add_migrate(*store, commands);
  add_purge(*store, commands);
  add_seal(*store, commands);
}

}  // namespace sluss::app
