// What a shell completes after `sluss`: made of the commands themselves, so that it cannot offer what there is not.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace sluss::app {

/// A script for bash, and for zsh by its bashcompinit. Names of pipelines, connections and plugins it asks
/// `sluss completion` for.
[[nodiscard]] std::string bash_completion(const CLI::App& line);

}  // namespace sluss::app
