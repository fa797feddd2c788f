// What is no record: rows whose cells are like a pattern, or empty.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plugin/sdk.h"

namespace sluss::skip {

/// One of both: a column that is like one of these patterns, or columns that are all empty.
struct Rule {
  std::string column;
  std::vector<std::string> like;  ///< as a shell has them; case makes no difference
  std::vector<std::string> empty;

  /// Why a record with this body is none; nullopt when it is one. No cell's text is in it.
  /// `is_row`: the members are columns, whose names may have dots.
  [[nodiscard]] std::optional<std::string> reason(const Value& body, bool is_row) const;
};

using Rules = std::vector<Rule>;

/// One rule, or a list of them. Faults go to the diagnostics.
[[nodiscard]] Rules read_rules(const Node& node, Diagnostics& diagnostics);

/// Names of columns that the rules ask for and the table does not have.
[[nodiscard]] std::vector<std::string> missing(const Rules& rules, const std::vector<std::string>& columns);

}  // namespace sluss::skip
