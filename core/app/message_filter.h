// Which messages a command is about, the same for all of them; and how a message is told in a line.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "store/store.h"

namespace sluss::app {

struct FilterOptions {
  std::string state, kind, connection, key, reason_like;
  std::optional<std::int64_t> run;

  [[nodiscard]] bool empty() const;
};

/// Adds `--state`, `--kind`, ... to a command. `options` must outlive the command line.
void add_filter(CLI::App& command, FilterOptions& options);

/// The newest version of each message alone, unless a key or the state `superseded` is asked for. Throws Stop when
/// there is no such state.
[[nodiscard]] store::MessageFilter filter_of(const FilterOptions& options);

/// One message without its content, as a line or two that end in a line break.
[[nodiscard]] std::string line_of(const store::StoredMessage& stored);

}  // namespace sluss::app
