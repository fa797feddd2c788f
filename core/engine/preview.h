// What a connection's source has now, row by row beside what the connector makes of it. Nothing is stored, taken,
// answered or moved: no store is there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "config/configuration.h"
#include "engine/column_counts.h"

namespace sluss::engine {

enum class Names { hidden, shown };

struct PreviewWish {
  std::size_t rows = 5;  ///< how many are shown; all are counted
  Names names = Names::hidden;
};

/// A part of a message, as it may be shown.
struct Made {
  std::string target;
  std::optional<std::string> value;  ///< none: the message has nothing there
  std::string with;  ///< of several columns that make it, the one that the value stands beside; else empty
};

struct PreviewCell {
  std::string column, value;
  std::vector<Made> makes;
};

struct PreviewRow {
  enum class Became { message, filtered, failed };
  std::string place;  ///< "placeringar.csv, line 17"
  Became became = Became::message;
  std::vector<std::string> why;    ///< each with its place; of a message empty
  std::vector<PreviewCell> cells;  ///< the record
  std::vector<Made> besides;       ///< of the message, what no column is known to make: constants, defaults
};

/// Why rows fail or go no further: all of them with this cause.
struct Cause {
  PreviewRow::Became became = PreviewRow::Became::failed;
  std::string columns;  ///< "Startdatum"; empty: the row as a whole
  std::string what;     ///< "is not a date; expected YYYY-MM-DD"
  std::int64_t rows = 0;
  std::string first;               ///< the place of the first
  std::vector<ValueCount> values;  ///< the first few, as they may be shown
};

struct PreviewColumn {
  std::string name;
  std::int64_t filled = 0, empty = 0;  ///< rows
  std::size_t distinct = 0;            ///< values; ColumnCounts::most_values at most
  std::int64_t others = 0;             ///< rows with more values than that
  bool hidden = false;                 ///< some values are shown by their shape
  std::vector<ValueCount> values;      ///< as they may be shown, the most frequent first
  std::vector<std::string> targets;    ///< what is made of it
};

/// A target whose columns are not there.
struct MissingColumns {
  std::string target;
  std::vector<std::string> columns;
  bool optional = false;
  std::string meant;  ///< a column that nobody reads and whose name is nearly the same; else empty
};

struct PreviewInput {
  std::string name;
  std::int64_t rows = 0;
  std::string refused;  ///< why all of it is; else empty
};

struct Preview {
  std::string inlet, kind;
  std::vector<PreviewInput> inputs;  ///< the first hundred
  std::int64_t more_inputs = 0;
  std::int64_t read = 0, made = 0, filtered = 0, failed = 0;  ///< rows
  std::vector<PreviewRow> rows;   ///< the first ones, the first that fail, and the first of each cause
  std::vector<Cause> causes;      ///< the most frequent first
  std::int64_t other_causes = 0;  ///< rows with causes that came too late to be told apart
  std::int64_t unreadable = 0;    ///< rows of which no cell was read: no column counts them
  bool readers_known = true;      ///< a step of the connector tells which columns it reads
  std::vector<PreviewColumn> columns;
  bool too_many_columns = false;  ///< those that came too late are not counted
  std::vector<MissingColumns> missing;
  std::vector<std::string> notes;  ///< what a person should know of the source or the steps
  std::vector<Error> troubles;     ///< what ended the reading early
  bool hidden = false;             ///< something is shown by its shape

  /// Whether every row became a message or rightly goes no further.
  [[nodiscard]] bool is_well() const;
};

/// Reads the source as a plan does, from its beginning. Error: it could not be opened; Fault::config when nothing can
/// be read from it without taking it.
[[nodiscard]] Result<Preview> preview(const config::Inlet& inlet, const Clock& clock, const PreviewWish& wish,
                                      const std::stop_token& stop);
/// Reads a file as if the source had given it. Error: Fault::config when it cannot be opened.
[[nodiscard]] Result<Preview> preview_file(const config::Inlet& inlet, const std::filesystem::path& file,
                                           const Clock& clock, const PreviewWish& wish, const std::stop_token& stop);

[[nodiscard]] Value to_value(const Preview& preview);

}  // namespace sluss::engine
