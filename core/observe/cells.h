// What may be shown of a source's cells to someone who has not asked for names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluss::observe {

/// What is known of the place that a cell stands in.
enum class CellKind {
  known,      ///< a person has said what stands there, and that it tells of no student
  unknown,    ///< nobody has said anything of it
  personal,   ///< it tells who a student is
  asked_for,  ///< names were asked for: all of it is shown
};

/// Whether nobody can be told by it: a number, a date, a code with a digit in it, or yes or no. What may be a personal
/// number, a telephone number, a name or a sentence is not.
[[nodiscard]] bool is_plain(std::string_view text);

/// The text with whatever in it looks like a personal number by its shape alone; all of it where that is nothing but
/// ten or twelve digits.
[[nodiscard]] std::string without_personal_numbers(std::string_view text);

/// What in it looks like a personal number by its shape alone.
[[nodiscard]] std::vector<std::string_view> personal_numbers_in(std::string_view text);

/// The cell as it may be shown. What is hidden is shown by its shape: "xxxx xxxxxx", "999999-9999".
[[nodiscard]] std::string shown_cell(std::string_view text, CellKind kind);

}  // namespace sluss::observe
