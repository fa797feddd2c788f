// Reads one file by its layout.
#pragma once

#include <memory>
#include <vector>

#include "cell.h"
#include "lines.h"

namespace sluss::fixed_width {

class Reader {
 public:
  Reader(Input& input, const Layout& layout, const Emit& emit);
  /// Error (Fault::data) with the line: the file is refused. Where the layout has counts, sums or a trailer, nothing is
  /// emitted before they were found right.
  [[nodiscard]] Result<void> run();

 private:
  /// A count or a sum as it is stated.
  struct Stated {
    std::int64_t line;
    const Field* field;
    std::int64_t number;
  };
  /// What was read of a line, and what is wrong with it.
  struct Content {
    Value::Object members;
    std::vector<std::int64_t> numbers;  ///< by field
    std::vector<std::string> faults;
    bool has_lost_a_number = false;  ///< that stands in a sum
  };

  [[nodiscard]] Result<void> take(std::string_view bytes);
  [[nodiscard]] Result<void> take(const Line& line, std::size_t type);
  [[nodiscard]] Result<void> check_order(std::int64_t line, const RecordType& type);
  [[nodiscard]] std::optional<std::size_t> type_of(const Line& line) const;
  [[nodiscard]] Content content_of(const Line& line, std::size_t type) const;
  void read_field(const Line& line, std::size_t type, std::size_t index, Content& content) const;
  void read_signs(const Line& line, std::size_t type, Content& content) const;
  [[nodiscard]] bool is_summed(std::size_t type, std::size_t field) const;
  [[nodiscard]] Result<void> count(std::int64_t line, std::size_t type, const Content& content);
  [[nodiscard]] Result<void> park(std::string_view raw, std::int64_t line, const std::string& what);
  [[nodiscard]] Result<void> hand_on(Record&& record);
  [[nodiscard]] Result<void> check_end();
  [[nodiscard]] Result<void> check(const Stated& stated) const;
  [[nodiscard]] std::string known_tags() const;

  Lines lines_;
  const Layout& layout_;
  const Emit& emit_;
  bool holds_back_;
  bool many_kinds_;
  std::shared_ptr<const Columns> columns_;
  std::vector<Record> held_;
  std::size_t held_bytes_ = 0;
  std::vector<std::int64_t> counts_;             ///< by record
  std::vector<std::vector<std::int64_t>> sums_;  ///< by record and field
  std::vector<Stated> stated_;
  std::int64_t last_line_ = 0;
  bool has_begun_ = false, has_ended_ = false;
};

}  // namespace sluss::fixed_width
