#include "message/message.h"

#include <algorithm>

namespace sluss {

std::string Origin::place() const {
  if (line == 0) return resource;
  if (sheet.empty()) return resource + ", line " + std::to_string(line);
  return resource + ", sheet " + sheet + ", row " + std::to_string(line);
}

std::string Origin::place_of(std::string_view column) const {
  const auto name = std::string(column);
  if (columns != nullptr && !sheet.empty()) {
    const auto at = std::find(columns->names.begin(), columns->names.end(), name);
    const auto index = static_cast<std::size_t>(at - columns->names.begin());
    if (index < columns->letters.size())
      return resource + ", sheet " + sheet + ", cell " + columns->letters[index] + std::to_string(line) + " (" + name +
             ")";
  }
  return place() + ", column " + name;
}

const char* name_of(Change change) {
  switch (change) {
    case Change::added: return "new";
    case Change::changed: return "changed";
    case Change::withdrawn: return "withdrawn";
    case Change::unchanged: return "unchanged";
  }
  return "unchanged";
}

}  // namespace sluss
