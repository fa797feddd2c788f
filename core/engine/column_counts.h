// What stands in each column of what was read: how often, and how many different things. Memory stays flat.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "message/message.h"
#include "observe/cells.h"

namespace sluss::engine {

/// A value of a record, with its column's name or, in records without columns, its path: "student.name", and
/// "rows[].day" for what stands in a list of objects.
struct Cell {
  std::string column, text;
  friend bool operator==(const Cell&, const Cell&) = default;
};

/// What stands in a record, in its order. A list of texts is one cell. Of very large records only the beginning.
[[nodiscard]] std::vector<Cell> cells_of(const Value& record);

/// nullptr: there is none of that name.
[[nodiscard]] const Cell* cell_named(const std::vector<Cell>& cells, std::string_view name);

/// A value as it may be shown, and in how many rows it stands.
struct ValueCount {
  std::string shown;
  std::int64_t rows = 0;
  bool hidden = false;  ///< what is shown is a shape
};

class ColumnCounts {
 public:
  static constexpr std::size_t most_values = 1000;  ///< in a column; those that come later are counted as others
  static constexpr std::size_t most_columns = 500;  ///< those that come later are not counted at all

  struct Column {
    struct Count {
      std::string text;
      std::int64_t rows = 0;
      bool in_good_row = false;
    };
    std::string name;
    std::int64_t filled = 0;                        ///< rows
    std::int64_t others = 0;                        ///< rows, with values that came too late to be told apart
    std::unordered_map<std::string, Count> values;  ///< by what tells them apart
  };

  enum class Row { good, faulty };

  /// The columns of a table, so that also those are known that no row fills.
  void add_header(const Columns& columns);
  void add(const std::vector<Cell>& cells, Row row);

  /// In the order in which they were met.
  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  /// Rows that had anything to count.
  [[nodiscard]] std::int64_t rows() const { return rows_; }
  [[nodiscard]] bool has_too_many_columns() const { return too_many_; }
  /// Whether the value stands in that column of a good row so far.
  [[nodiscard]] bool is_known_good(std::string_view column, std::string_view text) const;
  [[nodiscard]] bool has(std::string_view column) const { return places_.find(column) != places_.end(); }

 private:
  /// nullopt: there are too many already.
  std::optional<std::size_t> find_or_add(const std::string& name);
  static void count(Column& column, const std::string& text, Row row);

  std::vector<Column> columns_;
  std::map<std::string, std::size_t, std::less<>> places_;
  std::int64_t rows_ = 0;
  bool too_many_ = false;
};

/// The column's values as they may be shown, most frequent first; those that look the same then are one. What stood in
/// faulty rows alone is shown as of an unknown place: their columns may have slipped.
[[nodiscard]] std::vector<ValueCount> shown_values(const ColumnCounts::Column& column, observe::CellKind kind);

}  // namespace sluss::engine
