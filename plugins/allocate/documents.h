// What a round's split says to whom: an inquiry to each unit, a confirmation to each institution, the whole to all.
// No document holds anything of a student.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "domain/allocation.h"
#include "plugin/sdk.h"

namespace sluss::plugins {

struct RoundDocument {
  std::string kind;              ///< "inquiry", "confirmation" or "round"
  std::string key;               ///< "VT2027-ssk/inquiry/enhet-001"; of the whole "VT2027-ssk"
  Value body;                    ///< with "version" and "day" to be filled in
  std::set<std::string> orders;  ///< ids of the order lines in it
};

/// All documents of a split, in order of kind and key. A unit that had places in the earlier split and has none now
/// gets an inquiry without lines.
[[nodiscard]] std::vector<RoundDocument> documents_of(const domain::Round& round, const domain::Allocation& now,
                                                      const domain::Allocation* earlier,
                                                      const domain::AgreementBook& book);

}  // namespace sluss::plugins
