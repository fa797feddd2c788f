// Which column goes where, and why: a mapping proposed to a person, with what only a person can tell.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/day.h"
#include "scaffold/look.h"
#include "scaffold/sheet.h"
#include "scaffold/targets.h"

namespace sluss::scaffold {

/// One line of the mapping.
struct Rule {
  std::string target;
  std::vector<std::string> columns;
  std::string yaml;    ///< what stands behind the target
  std::string reason;  ///< "its name; 42 dates"
};

/// Something that a person must settle. The mapping does without it until then.
struct Open {
  std::string target;  ///< of the mapping; empty when it is about the whole
  std::string text;
  std::string line;  ///< what to write, when it is known: "start: { from: Start, as: date, format: D/M/YYYY }"
};

struct Unused {
  std::string column;
  std::string text;  ///< "40 telephone numbers"
};

struct Proposal {
  const MessageKind* kind = nullptr;
  std::vector<Rule> rules;
  std::vector<Open> open;
  std::vector<Unused> unused;
  std::map<std::string, Looks> looks;  ///< by column
  bool asks_institution = false;       ///< no column tells it: the connection does
};

/// `today` decides the century of a ten-digit personnummer.
[[nodiscard]] Proposal propose(const Sheet& sheet, const MessageKind& kind, Day today);

/// For the kind that the sheet fills best; placements when none is better.
[[nodiscard]] Proposal propose(const Sheet& sheet, Day today);

}  // namespace sluss::scaffold
