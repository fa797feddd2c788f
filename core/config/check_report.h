// What `sluss check` says.
#pragma once

#include <ostream>
#include <string>

#include "config/configuration.h"
#include "config/fault_printer.h"

namespace sluss::config {

/// The faults, then the warnings, each with its line.
void print_found(const Diagnostics& diagnostics, std::ostream& out, Colour colour);

/// How many there are or what a configuration without faults has, and which files were read: some lines.
[[nodiscard]] std::string summary_of(const Configuration& configuration, const Diagnostics& diagnostics);

}  // namespace sluss::config
