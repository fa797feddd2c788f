// The daemon's log: lines on stderr, for the journal. A healthy daemon writes next to nothing.
// No name, personal number or secret is ever given to it.
#pragma once

#include <string>

namespace sluss::observe {

enum class Level {
  info,   ///< something a person may want to follow: a run began, a run ended
  warn,   ///< something went wrong and was recovered
  error,  ///< a person is needed
};

/// `pipeline` may be empty.
void log(Level level, const std::string& pipeline, const std::string& text);

}  // namespace sluss::observe
