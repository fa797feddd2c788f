// How long to wait before something that failed is tried again.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "config/configuration.h"

namespace sluss::engine {

/// After `failures` failures in a row (from 1): doubling from `first` to `longest`, shortened by up to a half so that
/// many that failed together do not come back together. `who` decides by how much: the same for the same name and
/// number, so that nothing here is random. What the target asked for is kept to, up to a day.
[[nodiscard]] std::chrono::seconds wait_after(const config::Patience& patience, int failures, const std::string& who,
                                              std::optional<std::chrono::seconds> retry_after);

}  // namespace sluss::engine
