// What a workbook may take, stated once. Beyond it the whole input is refused.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sluss::xlsx::limits {

inline constexpr std::uint64_t mebibyte = 1024 * 1024;

inline constexpr std::uint64_t file_bytes = 512 * mebibyte;
inline constexpr std::int64_t entries = 10'000;
/// All parts together, counted on what really comes out, not on what the archive says.
inline constexpr std::uint64_t unpacked_bytes = 512 * mebibyte;
/// A part larger than `ratio_from` may not be more than `ratio` times its packed size.
inline constexpr std::uint64_t ratio = 200;
inline constexpr std::uint64_t ratio_from = mebibyte;
/// How many times all parts together may be unpacked while the workbook is read.
inline constexpr std::uint64_t passes = 5;

inline constexpr std::size_t shared_string_bytes = 64 * mebibyte;
inline constexpr std::size_t cell_text_bytes = std::size_t{128} * 1024;
inline constexpr std::size_t sheets = 1'000;
inline constexpr std::size_t relationships = 10'000;
inline constexpr std::size_t styles = 65'536;
inline constexpr std::size_t merges = 100'000;

// Excel's own bounds.
inline constexpr int columns = 16'384;
inline constexpr std::int64_t rows = 1'048'576;

/// Rows times columns: keeps a short file that claims a million wide rows from taking hours.
inline constexpr std::int64_t cells = 100'000'000;

/// The header stands within the first of these rows.
inline constexpr std::int64_t header_rows = 30;

}  // namespace sluss::xlsx::limits
