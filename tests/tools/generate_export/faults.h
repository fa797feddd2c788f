// What real exports get wrong, made on purpose.
#pragma once

#include <cstdint>
#include <optional>

#include "placements.h"

namespace sluss::generate {

enum class Fault {
  too_few_cells,
  too_many_cells,
  no_such_date,
  end_before_start,
  unknown_unit,
  unknown_institution,
  unknown_programme,
  wrong_check_digit,
  number_from_a_spreadsheet,
  malformed_hsa_id,
  no_agreement,
  programme_without_price,
  missing_cell,
  more_days_than_weekdays,
  weekend_only,
  same_days_again,   ///< another row's student-days under another number
  overlapping_days,  ///< some of another row's student-days
  same_row_twice,    ///< good: the row before stands here once more
  quoted_newline,    ///< good: a line break within a name
  formula_in_name,   ///< good: a name that a spreadsheet would calculate
};

/// Where the faults stand: `count` of them, evenly over `rows`, of each kind in turn.
class FaultPlan {
 public:
  FaultPlan(std::int64_t rows, std::int64_t count) : rows_(rows), count_(count) {}
  [[nodiscard]] std::optional<Fault> at(std::int64_t number) const;

 private:
  std::int64_t rows_, count_;
};

/// The row of that number with the fault in it. Ragged rows are the writer's: it alone knows of cells.
[[nodiscard]] Row faulty(Fault fault, std::int64_t number, const Placements& placements, const FaultPlan& plan,
                         const World& world);

}  // namespace sluss::generate
