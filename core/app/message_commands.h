// The subcommands of `sluss messages` that have a file of their own.
#pragma once

#include "app/commands.h"

namespace sluss::app {

/// `retry`, `confirm` and `discard`: what a person decides about what waits.
void add_decisions(CLI::App& messages, Commands commands);
/// `edit`: what a person mends in a message that waits.
void add_edit(CLI::App& messages, Commands commands);
/// `trace`: the whole life of a thing.
void add_trace(CLI::App& messages, Commands commands);

}  // namespace sluss::app
