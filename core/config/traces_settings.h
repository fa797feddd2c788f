// Where traces are sent: `traces:` in sluss.yaml.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "plugin/secret.h"
#include "plugin/spec.h"

namespace sluss::config {

struct TracesSettings {
  std::string url;           ///< of the collector: https, or http to this machine
  Secret token;              ///< it is sent as Authorization: Bearer; empty: none is
  std::filesystem::path ca;  ///< empty: the system's certificates are trusted
};

[[nodiscard]] bool operator==(const TracesSettings& one, const TracesSettings& other);

/// What stands at `traces:`.
void read_traces(const Node& node, ParseContext& context, std::optional<TracesSettings>& target);

}  // namespace sluss::config
