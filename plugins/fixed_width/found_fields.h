// Where the fields of lines of equal length begin and end, found from what stands in the lines.
#pragma once

#include <vector>

#include "lines.h"

namespace sluss::fixed_width {

enum class Holds { text, number, date, iso_date, personnummer, organisation_number, hsa_id };

struct FoundField {
  Place at;
  Holds holds = Holds::text;
  bool is_right = false;    ///< blanks stand before its value
  bool has_blanks = false;  ///< it is blank in some lines
};

/// The fields within those columns. A field ends where a column is blank in all lines, where letters meet digits in all
/// of them, where a text that is often shorter meets a column that is never blank, and around days (YYYYMMDD or
/// YYYY-MM-DD), personal and organisation numbers that are right in all lines. Pure.
[[nodiscard]] std::vector<FoundField> find_fields(const std::vector<Line>& lines, Place within);

/// "date_27": what it holds and where.
[[nodiscard]] std::string name_of(const FoundField& field);

}  // namespace sluss::fixed_width
