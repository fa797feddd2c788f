// `sluss messages retry` and `discard`: what a person decides about what waits.
#pragma once

#include "app/commands.h"

namespace sluss::app {

void add_decisions(CLI::App& messages, Commands commands);

}  // namespace sluss::app
