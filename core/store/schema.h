// The tables of the SQLite store, as steps from each version to the next.
#pragma once

#include <span>

namespace sluss::store {

/// Step i brings a store from schema version i to i + 1. Steps are never changed once released: a new one is added.
[[nodiscard]] std::span<const char* const> schema_steps();

}  // namespace sluss::store
