// Which elements a document has, where, and how often.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "names.h"

namespace sluss::xml {

/// All elements that are reached by the same names from the document element on.
struct Place {
  Name name;
  std::size_t parent = 0;  ///< in Survey::places; its own number for the document element
  std::size_t depth = 1;
  std::vector<std::size_t> children;
  std::int64_t count = 0;        ///< elements
  std::int64_t most_in_one = 0;  ///< of them within one element of the parent
  bool has_text = false;
  std::set<std::string> attributes;  ///< local names; without xsi: and xmlns
};

struct Survey {
  std::vector<Place> places;        ///< the document element first; every parent stands before its children
  std::vector<std::string> spaces;  ///< namespaces in the order they are met
  bool is_whole = true;             ///< the document was read to its end without a fault
};

/// Reads the document's beginning, some 200,000 elements of it, as the codec would; it ends where the codec would.
[[nodiscard]] Survey survey(std::string_view document);

}  // namespace sluss::xml
