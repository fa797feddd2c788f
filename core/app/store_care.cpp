#include "app/store_care.h"

#include <iostream>

#include "app/personal_data.h"
#include "base/counted.h"
#include "engine/backup.h"
#include "engine/restore.h"

namespace sluss::app {
namespace {

std::vector<std::string> pipelines_of(const Workplace& work) {
  std::vector<std::string> names;
  for (const auto& [name, pipeline] : work.configuration().pipelines) names.push_back(name);
  return names;
}

store::SealingKeys keys_of(const Workplace& work) { return store::SealingKeys(work.configuration().store_keys); }

struct BackupOptions {
  std::string target;
  bool replace = false;
  std::optional<std::size_t> keep;
};

void back_up(const Commands& commands, const BackupOptions& options) {
  const Workplace work(commands.options);
  const auto existing = options.replace ? engine::Existing::replace_older : engine::Existing::refuse;
  const auto made = must_of_store(
      engine::back_up({store_file(work), options.target, existing, options.keep, work.clock().now(), keys_of(work)}));
  std::cout << made.file.string() << ": made and verified\n";
  for (const auto& file : made.removed) std::cout << file.string() << ": removed\n";
}

struct RestoreOptions {
  std::string file, reason;
};

void restore(const Commands& commands, const RestoreOptions& options) {
  const Workplace work(commands.options);
  const auto store = store_file(work);
  const auto restored = must_of_store(engine::restore(
      {store, options.file, pipelines_of(work), {who(), work.clock().now(), options.reason}, keys_of(work)}));
  std::cout << store.string() << ": restored from " << options.file << "\n";
  if (!restored.kept.empty()) std::cout << restored.kept.string() << ": the store as it was\n";
  if (restored.in_doubt > 0)
    std::cout << counted(restored.in_doubt, "delivery is in doubt: it", "deliveries are in doubt: they")
              << " may have been made after the backup; see sluss reconcile\n";
}

void migrate(const Commands& commands) {
  const Workplace work(commands.options);
  const auto store = store_file(work);
  const auto migrated = must_of_store(engine::migrate(store, pipelines_of(work), work.clock().now()));
  if (migrated.backup.empty()) {
    std::cout << store.string() << ": has schema " << migrated.to << " already\n";
    return;
  }
  std::cout << migrated.backup.string() << ": the store as it was\n"
            << store.string() << ": brought from schema " << migrated.from << " to " << migrated.to << "\n";
}

}  // namespace

std::filesystem::path store_file(const Workplace& work) {
  work.need_configuration();
  return work.configuration().store;
}

Stop stop_for_store(const Error& error) {
  const bool unusable = error.fault == Fault::internal || error.fault == Fault::data;
  return unusable ? Stop{Exit::store, error.what} : stop_for(error);
}

void add_backup(CLI::App& store, Commands commands) {
  auto* command = store.add_subcommand("backup", "Make a verified copy of the store; runs may go on meanwhile");
  auto options = std::make_shared<BackupOptions>();
  command->add_option("FILE", options->target, "The copy, or a folder in which it is named by the moment")->required();
  command->add_flag("--replace", options->replace, "Put it in the place of an earlier backup of this store");
  command->add_option("--keep", options->keep, "Of this store's backups in the folder, keep the newest so many")
      ->type_name("N");
  command->footer("Example:\n  sluss store backup /srv/backup --keep 30");
  command->callback([commands, options] { back_up(commands, *options); });
}

void add_restore(CLI::App& store, Commands commands) {
  auto* command = store.add_subcommand("restore", "Bring a backup in the place of the store, which is kept beside it");
  auto options = std::make_shared<RestoreOptions>();
  command->add_option("FILE", options->file, "The backup")->required();
  command->add_option("--reason", options->reason, "Why; it goes to the audit log. Name no student")->required();
  command->footer("Example:\n  sluss store restore /srv/backup/sluss-20261124T020000Z.db --reason \"the disk broke\"");
  command->callback([commands, options] { restore(commands, *options); });
}

void add_migrate(CLI::App& store, Commands commands) {
  auto* command = store.add_subcommand("migrate", "Bring the store to this version's schema, after a backup beside it");
  command->footer("Example:\n  sluss store migrate");
  command->callback([commands] { migrate(commands); });
}

}  // namespace sluss::app
