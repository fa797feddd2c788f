// Faults of the configuration as a person at a terminal reads them: where, what, and the line with what is wrong
// underlined.
#pragma once

#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "plugin/diagnostics.h"

namespace sluss::config {

enum class Colour { none, terminal };

/// Of the terminal that is written to by that descriptor; none when it is no terminal, or when $NO_COLOR is set.
[[nodiscard]] Colour colour_of(int descriptor);

class FaultPrinter {
 public:
  FaultPrinter(std::ostream& out, Colour colour) : out_(out), colour_(colour) {}
  void print(const Diagnostic& diagnostic);

 private:
  [[nodiscard]] std::optional<std::string> line_of(const Mark& mark);
  [[nodiscard]] std::string painted(const std::string& text, const char* colour) const;

  std::ostream& out_;
  Colour colour_;
  std::map<std::string, std::vector<std::string>> files_;  ///< the lines of those that were shown
};

}  // namespace sluss::config
