// Numbers, days and times as a workbook holds them, to text. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluss::xlsx {

/// How days are numbered: from 1900 as Excel does by default, or from 1904 as old Macintosh workbooks do.
enum class Epoch { from_1900, from_1904 };

/// What a number format makes of a number.
enum class NumberKind { number, date, time };

/// The shortest decimal text that is this number, without exponent from 1e-7 up to 1e21: "17.0" gives "17",
/// "1.99901021234E11" gives "199901021234". Fifteen digits count, as in Excel; whole numbers keep all of theirs.
/// nullopt for what is none.
[[nodiscard]] std::optional<std::string> number_text(std::string_view stored);

/// A stored day number: "2026-08-31", with a time part "2026-08-31T08:00:00" to the nearest second.
/// nullopt for no number, and for a number that is no day (below day 1, beyond the year 9999, Excel's 29 February
/// 1900).
[[nodiscard]] std::optional<std::string> date_text(std::string_view stored, Epoch epoch);

/// A stored part of a day: "08:00:00"; from 1 up it is a day, and as `date_text`.
[[nodiscard]] std::optional<std::string> time_text(std::string_view stored, Epoch epoch);

/// An ISO 8601 day or instant (cell type "d"), as `date_text` writes it; nullopt for anything else.
[[nodiscard]] std::optional<std::string> iso_text(std::string_view stored);

/// What a built-in number format is (ECMA-376 part 1, 18.8.30).
[[nodiscard]] NumberKind kind_of_builtin(int format);

/// What a number format's code says: its letters y, m, d, h, s outside quotes, brackets and escapes. Elapsed time
/// ("[h]:mm") is a number.
[[nodiscard]] NumberKind kind_of_code(std::string_view code);

}  // namespace sluss::xlsx
