// A connector that is another one but for what it says: `extends: klipp`.
#pragma once

#include <string_view>

#include "plugin/node.h"

namespace sluss::config {

/// The document of a connector with what it does not say itself taken from the one that it extends. Parameters are
/// joined by name, ways by name, and within a way each key; within a key's `map` and `with` each entry. What stands at
/// any other key stands there as a whole. What is `~` is left out, though the other one has it. Values keep their
/// places, so that a fault names the file that it stands in. `extends` itself is gone; `summary`, `version` and
/// `requires` are each connector's own.
[[nodiscard]] Node inherit(const Node& base, const Node& connector);

/// "1.2" or "1.2.3": is it a version, and is `version` that or a later one?
[[nodiscard]] bool is_version(std::string_view text);
[[nodiscard]] bool is_at_least(std::string_view version, std::string_view least);

}  // namespace sluss::config
