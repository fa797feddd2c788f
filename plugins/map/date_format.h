// Dates as exports write them, by a format that is stated: nothing is guessed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/day.h"

namespace sluss::map {

/// A format such as "YYYY-MM-DD", "DD/MM/YYYY", "D.M.YYYY" or "YYMMDD".
/// YYYY: four digits; YY: two, of this century (2000-2099); MM, DD: two digits; M, D: one or two.
class DateFormat {
 public:
  /// The format, or what is wrong with it.
  [[nodiscard]] static tl::expected<DateFormat, std::string> parse(std::string_view text);
  /// The day, when all of the text is written so and the day exists.
  [[nodiscard]] std::optional<Day> read(std::string_view text) const;
  [[nodiscard]] const std::string& text() const { return text_; }
  /// The format with day and month in each other's places, where that is one.
  [[nodiscard]] std::optional<DateFormat> turned() const;
  /// A day written so.
  [[nodiscard]] std::string write(Day day) const;

 private:
  struct Part {
    char kind;          ///< 'Y', 'M', 'D', or ' ' for a separator
    std::size_t width;  ///< letters in the format
    char separator;
  };
  std::string text_;
  std::vector<Part> parts_;
};

/// One or more formats. Without any: YYYY-MM-DD, also with a time of day behind it, and YYYYMMDD.
class DateFormats {
 public:
  DateFormats() = default;
  /// The formats, or what is wrong: also that two of them read one text as different days.
  [[nodiscard]] static tl::expected<DateFormats, std::string> parse(const std::vector<std::string>& texts);
  [[nodiscard]] std::optional<Day> read(std::string_view text) const;
  /// "YYYY-MM-DD or DD/MM/YYYY".
  [[nodiscard]] std::string expected() const;
  /// The same for a text that is no day so; and the format that reads it when day and month have changed places.
  [[nodiscard]] std::string expected_for(std::string_view text) const;

 private:
  std::vector<DateFormat> formats_;
};

}  // namespace sluss::map
