// The manual pages, made of what grammar and commands say of themselves, as the reference pages are.
#pragma once

#include "app/reference.h"

namespace sluss::app {

/// `man1/sluss.1`: every command. `man5/sluss.yaml.5`: every file of the configuration, and every key in it.
[[nodiscard]] Pages manual_pages(const CLI::App& line, const std::string& version);

}  // namespace sluss::app
