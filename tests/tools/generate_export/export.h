// An export as a file: which columns it has, and how it is written down.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "placements.h"

namespace sluss::generate {

struct Cell {
  std::string text;
  std::optional<Day> day;  ///< a sheet writes it as a date; `text` says the same
};

using Cells = std::vector<Cell>;

/// The columns of an export from KLiPP, as far as Sluss reads it.
[[nodiscard]] std::vector<std::string> export_header();
[[nodiscard]] Cells export_cells(const Row& row);

/// The columns of a sheet that a co-ordinator keeps by hand.
[[nodiscard]] std::vector<std::string> sheet_header();
[[nodiscard]] Cells sheet_cells(const Row& row);

class Writer {
 public:
  Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  virtual ~Writer() = default;
  /// One row; as many cells as there are, whatever the header says.
  virtual void write(const Cells& cells) = 0;
  /// Ends the file; once, after the last row. Error: it could not be written.
  [[nodiscard]] virtual Result<void> finish() = 0;
};

enum class Encoding { utf8, windows_1252 };

/// Semicolons, CRLF, quotes where they are needed; UTF-8 with a byte order mark, or Windows-1252 without. Keeps nothing
/// in memory. Null when the file cannot be made.
[[nodiscard]] std::unique_ptr<Writer> make_csv_writer(const std::string& path, Encoding encoding);

/// One sheet, "Placeringar": title rows with merged cells, the header on row 4, dates as date cells.
/// Null when the file cannot be made.
[[nodiscard]] std::unique_ptr<Writer> make_sheet_writer(const std::string& path, const std::string& term);

}  // namespace sluss::generate
