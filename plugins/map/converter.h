// Converters: from the text of a cell to a value, by a rule that is named in the mapping.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/day.h"
#include "base/value.h"
#include "date_format.h"
#include "plugin/secret.h"

namespace sluss::map {

enum class Conversion {
  text,
  upper,
  lower,
  integer,
  decimal,
  kronor,
  date,
  dates,
  yes_no,
  term,
  personnummer,
  organisation_number,
  hsa_id,
  digest,
};

/// What separates the decimals of an amount. Always stated: "1.234" is two different numbers.
enum class DecimalSign { point, comma };

/// A converter with its format.
struct Converter {
  Conversion kind = Conversion::text;
  DateFormats dates;
  DecimalSign sign = DecimalSign::point;
  Secret key = {};  ///< of a digest; never empty there
};

/// A converter as people meet it.
struct ConverterInfo {
  std::string_view name;  ///< in YAML
  Conversion kind;
  std::string_view takes, gives;
  std::string_view options;        ///< what stands behind `as: NAME` in the example below; may be empty
  std::string_view cell, example;  ///< a cell, and what becomes of it as JSON
};

/// Every converter, once.
[[nodiscard]] std::span<const ConverterInfo> converters();
/// The names that converters have in YAML.
[[nodiscard]] const std::vector<std::string>& converter_names();
[[nodiscard]] std::optional<Conversion> conversion_named(std::string_view name);

/// A text that could not be converted: "a date", and what was expected instead.
struct Unconvertible {
  std::string what;
  std::string expected;
};

/// Converts a text that is trimmed and not empty. `today` decides the century of a ten-digit personnummer.
[[nodiscard]] tl::expected<Value, Unconvertible> convert(std::string_view text, const Converter& converter, Day today);

/// Are the converter's values made of digits, so that letters in a faulty one may be left out of an error text?
[[nodiscard]] bool is_numeric(Conversion kind);

}  // namespace sluss::map
