// What stands in the columns of one field: values to characters and back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "layout.h"

namespace sluss::fixed_width {

/// A cell that was read.
struct Cell {
  Value value;              ///< null when it is empty
  std::int64_t number = 0;  ///< of a number, counted in its last decimal
};

/// The characters of a field, as many as it is wide. `number` is what was written, counted in the last decimal.
/// Error: what is wrong with the value, without showing it. `page`: the characters that may stand there.
[[nodiscard]] tl::expected<std::string, std::string> write_cell(const Field& field, const Value& value, CodePage page);
/// A number that is known already.
[[nodiscard]] tl::expected<std::string, std::string> write_number(const Field& field, std::int64_t number);
/// The value as a number of the field, counted in its last decimal.
[[nodiscard]] tl::expected<std::int64_t, std::string> number_of(const Field& field, const Value& value);

/// Error: what is wrong with the characters, without showing them.
[[nodiscard]] tl::expected<Cell, std::string> read_cell(const Field& field, std::string_view text);
/// The value that a number of the field is: of an amount öre, of a decimal a number with a point.
[[nodiscard]] tl::expected<Value, std::string> value_of(const Field& field, std::int64_t number);

}  // namespace sluss::fixed_width
