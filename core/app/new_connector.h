// A new connector, proposed from a sample.
#pragma once

#include <filesystem>
#include <string>

#include "base/day.h"
#include "plugin/registry.h"
#include "scaffold/connector_files.h"

namespace sluss::app {

struct NewConnector {
  std::string name;
  std::filesystem::path sample;
  std::string format;            ///< the codec to read it with; empty: the one that knows it
  std::string message;           ///< the kind of message; empty: the one that it fits best
  std::filesystem::path folder;  ///< that the connector's folder is made in
};

/// Reads the sample and writes the connector's folder; gives what is known of it. Throws Stop, saying why, when the
/// sample cannot be read or the folder is there already; nothing is written then. `today` decides the century of a
/// ten-digit personnummer.
[[nodiscard]] scaffold::Draft make_connector(const NewConnector& wanted, const Registry& registry, Day today);

}  // namespace sluss::app
