// Who reads which column of a connection's records, and so what may be shown of them.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/configuration.h"
#include "observe/cells.h"
#include "plugin/processor.h"

namespace sluss::engine {

/// What may be shown of a part of a message, by what is known of the messages of that kind.
[[nodiscard]] observe::CellKind kind_of_member(const std::string& kind, std::string_view path);

class Readers {
 public:
  explicit Readers(const config::Inlet& inlet);

  /// False: a step that changes records does not tell what it reads.
  [[nodiscard]] bool known() const { return known_; }
  /// No step comes before the one that tells: every record reaches it.
  [[nodiscard]] bool are_first() const { return is_first_; }
  /// No step comes after the one that tells.
  [[nodiscard]] bool are_last() const { return is_last_; }
  [[nodiscard]] const std::vector<Reading>& all() const { return readings_; }
  /// The readings that name the column, in the table's order.
  [[nodiscard]] std::vector<const Reading*> of(std::string_view column) const;
  /// What is made of the column, for people.
  [[nodiscard]] std::vector<std::string> targets_of(std::string_view column) const;

  [[nodiscard]] observe::CellKind kind_of_column(std::string_view column) const;
  [[nodiscard]] observe::CellKind kind_of_target(std::string_view target) const;
  /// Whether one of these columns goes into the target.
  [[nodiscard]] bool makes_of_any(std::string_view target, const std::set<std::string>& columns) const;
  /// Whether the names of a table's columns may be the first person's row: none of them is one that is read.
  [[nodiscard]] bool may_be_no_header(const std::vector<std::string>& names) const;

 private:
  std::string kind_, once_;
  bool is_as_it_came_ = false;  ///< there are no steps: the record is the message
  bool known_ = false, is_first_ = true, is_last_ = false;
  std::vector<Reading> readings_;
};

}  // namespace sluss::engine
