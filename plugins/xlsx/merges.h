// Merged cells: one value that stands for several rows.
#pragma once

#include <map>
#include <vector>

#include "archive.h"
#include "sheet.h"

namespace sluss::xlsx {

/// An area of merged cells. Its value belongs to its first column, and in a header to all of them.
struct Merge {
  int column = 0;
  std::int64_t first_row = 0, last_row = 0;
  int last_column = 0;
};

/// The sheet's merges over several rows, and those that begin in the header, by first row. They stand behind the rows,
/// so the part is read once more for them. Error: Fault::data.
[[nodiscard]] Result<std::vector<Merge>> read_merges(Archive& archive, const std::string& part,
                                                     std::int64_t header_row);

/// Gives each row the values of the merges that reach into it. Rows must come in their order.
class MergeFill {
 public:
  explicit MergeFill(std::vector<Merge> merges) : merges_(std::move(merges)) {}
  void apply(Row& row);
  /// Merges that have begun reach no further: the header's do not reach into the data.
  void forget() { active_.clear(); }

 private:
  struct Active {
    std::int64_t last_row = 0;
    Cell cell;
  };
  void begin(const Row& row);

  std::vector<Merge> merges_;
  std::size_t next_ = 0;
  std::map<int, Active> active_;  ///< by column
};

}  // namespace sluss::xlsx
