// The files of a new connector, as text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plugin/recogniser.h"
#include "scaffold/proposal.h"
#include "scaffold/totals.h"

namespace sluss::scaffold {

/// All that is known of a connector that is being made.
struct Draft {
  std::string name;    ///< of the connector
  std::string sample;  ///< the sample's name, without folders
  std::string codec;   ///< that reads it
  Recognised recognised;
  Proposal proposal;
  std::int64_t rows = 0;                    ///< records
  std::optional<Totals> totals;             ///< rows that are none
  std::vector<std::string> replaced, kept;  ///< columns of the sample that is written
  std::string no_sample;                    ///< why none is written; empty: one is
};

/// The names of such files: runs of digits become a star. "opus-2026-09.csv" gives "opus-*-*.csv".
[[nodiscard]] std::string pattern_of(const std::string& sample);

/// The codec with its options as they stand under `format:`, each line indented by that many blanks.
[[nodiscard]] std::string format_yaml(const Draft& draft, std::size_t indent, bool with_reasons);

[[nodiscard]] std::string connector_yaml(const Draft& draft);
/// A first test: the sample gives what it gave when a person last looked. `at`: the day it is then, YYYY-MM-DD.
[[nodiscard]] std::string test_yaml(const Draft& draft, const std::string& at);
[[nodiscard]] std::string readme(const Draft& draft);
[[nodiscard]] std::string samples_readme(const Draft& draft);

}  // namespace sluss::scaffold
