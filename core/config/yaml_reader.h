// YAML to Nodes: strict, bounded, and with places that people find.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "plugin/diagnostics.h"
#include "plugin/node.h"

namespace sluss::config {

/// Reads one document whose top is a map. An empty document is an empty map. Columns count characters, not bytes.
/// Each of these is a fault at its line: bytes that are no UTF-8 text, a tab that indents, a second document, the same
/// key twice, an anchor, an alias, `<<`, a tag, a text that readers of YAML disagree about (`0777`, `12:30`), more than
/// 4 MiB, 32 levels or 200,000 values.
/// Nullopt: what follows the fault could not be read. With other faults the rest of the document is there.
[[nodiscard]] std::optional<Node> read_yaml(std::string_view bytes, const std::shared_ptr<const std::string>& file,
                                            Diagnostics& diagnostics);

}  // namespace sluss::config
