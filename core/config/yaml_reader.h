// Reads YAML as people write configuration: plain data, each value with its place. What is dangerous or ambiguous in
// YAML (anchors, aliases, tags, merge keys, several documents, the same key twice) is a fault.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "plugin/diagnostics.h"
#include "plugin/node.h"

namespace sluss::config {

/// The document as a Node; Kind::missing with diagnostics when it cannot be read, Kind::null when it is empty.
/// `name` is how the file is called in diagnostics.
[[nodiscard]] Node read_yaml(std::string_view text, const std::string& name, Diagnostics& diagnostics);

}  // namespace sluss::config
