// The records of a sample as columns of values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/value.h"
#include "message/message.h"

namespace sluss::scaffold {

struct Column {
  std::string name;                 ///< as a mapping calls it: the header's, or a member's path ("student.firstName")
  std::vector<std::string> values;  ///< one a row, trimmed; empty where the row has none
  bool always = true;               ///< every record has it, if empty

  [[nodiscard]] std::vector<std::string> filled() const;
};

struct Sheet {
  std::vector<Column> columns;  ///< in the order they were met
  std::int64_t rows = 0;

  /// Adds a record's body: members of objects by their path; lists as their items with commas between.
  void add(const Value& body);
  [[nodiscard]] const Column* find(const std::string& name) const;
};

/// How many different values it has, the empty one not counted.
[[nodiscard]] std::size_t different_in(const Column& column);

}  // namespace sluss::scaffold
