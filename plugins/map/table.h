// The mapping table: for each target, where its value comes from and how it is converted. Made from YAML, pure.
//
//   id:           Placeringsnr                              one column
//   student.name: [Förnamn, Efternamn]                      several, joined by a space
//   start:        { from: Startdatum, as: date }            converted
//   status:       { from: Status, lookup: { Klar: confirmed } }
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/value.h"
#include "converter.h"
#include "plugin/diagnostics.h"

namespace sluss::map {

/// How one target gets its value.
struct Rule {
  enum class Take {
    all,       ///< every column, joined by a space
    first,     ///< the first of the columns that the table has (`either`)
    constant,  ///< no column: `constant` (`value`)
  };
  std::string target;  ///< dotted path
  Take take = Take::all;
  std::vector<std::string> columns;
  bool optional = false;  ///< the columns may be missing
  Value constant;
  Converter converter;
  std::vector<std::pair<std::string, std::string>> lookup;  ///< word of the source, word of the target
  std::optional<std::string> otherwise;                     ///< for words that are not in `lookup` (`else`)
  Value fallback;         ///< for an empty cell (`default`); null: the target is left out
  bool personal = false;  ///< the target tells who a student is
};

/// A place in the body: a member that is filled by a rule, or an object with members of its own. In table order.
struct Branch {
  std::string name;
  std::size_t rule = 0;
  std::vector<Branch> members;  ///< empty: filled by the rule
};

struct Table {
  std::vector<Rule> rules;
  std::vector<Branch> body;
};

/// Reads the table; each fault becomes a diagnostic.
[[nodiscard]] Table read_table(const Node& node, Diagnostics& diagnostics);

}  // namespace sluss::map
