// Applies a mapping table to records.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "message/message.h"
#include "plugin/processor.h"
#include "table.h"

namespace sluss::map {

class Mapper {
 public:
  explicit Mapper(Table table);

  /// How each target is made, in table order.
  [[nodiscard]] std::vector<Reading> readings() const;
  /// Finds the columns of a table, once for all its records. Gives the columns that no target uses.
  /// Fault::data: columns are missing; the text names each, and what was found instead.
  [[nodiscard]] Result<std::vector<std::string>> bind(const Columns& columns);
  /// Replaces the item's body by the mapped one. With faults the item is rejected, all of them in its reason, and the
  /// body holds what could be mapped. `today` decides the century of ten-digit personnummer.
  void apply(Item& item, Day today);

 private:
  static constexpr std::size_t anywhere = static_cast<std::size_t>(-1);

  /// A column of a rule, and where it stands in a record when that is known.
  struct Cell {
    std::string name;
    std::size_t index = anywhere;
  };
  struct Missing {
    std::string column, target;
  };

  void bind_rule(std::size_t rule, const Columns& columns, std::vector<Missing>& missing);
  [[nodiscard]] Value build(const std::vector<Branch>& branches);
  /// The target's value; null when there is none.
  [[nodiscard]] Value fill(std::size_t rule);
  /// Records without columns: it has nothing where the rule needs something, not even an empty text. Of a table's
  /// columns `bind` has said so.
  [[nodiscard]] bool is_missing(std::size_t rule) const;
  [[nodiscard]] Value look_up(const Rule& rule, std::string_view text);
  /// The text of the rule's cells, trimmed. It lasts until the next call.
  [[nodiscard]] std::string_view text_of(std::size_t rule);
  [[nodiscard]] std::string_view text_of_cell(const Value& value, std::string& scratch) const;
  [[nodiscard]] const Value& find(const Cell& cell) const;
  void blame(const Rule& rule, std::string_view value, const std::string& what, const std::string& expected);
  void blame_missing(const Rule& rule);

  Table table_;
  std::vector<std::vector<Cell>> cells_;  ///< one list a rule
  std::string joined_;

  // What is being mapped.
  const Message* message_ = nullptr;
  Value record_;
  Day today_;
  std::vector<std::string> faults_;
  std::vector<Complaint> complaints_;  ///< one a fault
};

/// A value as an error text may show it. Personal ones by their shape; where a converter expects digits, letters become
/// x, and so they do where it has none at all: a row whose columns have slipped brings names anywhere.
[[nodiscard]] std::string shown_value(const Rule& rule, std::string_view value);

}  // namespace sluss::map
