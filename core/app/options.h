// What every command is given, and how commands end.
#pragma once

#include <filesystem>
#include <string>

namespace sluss::app {

/// As the command line's page says.
enum class Exit : int {
  well = 0,
  parked = 1,       ///< the run finished, but some messages are parked or failed
  usage = 2,        ///< bad usage or configuration
  unreachable = 3,  ///< a system could not be reached
  store = 4,        ///< the store is unusable
  bug = 70,
};

struct Options {
  std::filesystem::path configuration;
  std::filesystem::path plugins;
  bool json = false;
  std::string at;  ///< the moment to take for now; empty: the machine's clock
};

}  // namespace sluss::app
