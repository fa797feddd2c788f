// Commands that copy or replace the store as a whole.
#pragma once

#include <filesystem>

#include "app/commands.h"
#include "app/workplace.h"

namespace sluss::app {

void add_backup(CLI::App& store, Commands commands);
void add_restore(CLI::App& store, Commands commands);
void add_migrate(CLI::App& store, Commands commands);

/// Where the configuration says that the store is; it is not opened. Throws Stop with the configuration's faults.
[[nodiscard]] std::filesystem::path store_file(const Workplace& work);

/// As stop_for, but what is damaged, or no store of ours, is an unusable store and no bug.
[[nodiscard]] Stop stop_for_store(const Error& error);

template <class T>
T must_of_store(Result<T> result) {
  if (!result) throw stop_for_store(result.error());
  return std::move(*result);
}

}  // namespace sluss::app
