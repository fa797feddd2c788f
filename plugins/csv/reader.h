// Reads one file of delimited text, row by row.
#pragma once

#include <memory>

#include "base/text_stream.h"
#include "csv_codec.h"
#include "row.h"

namespace sluss::csv {

class Reader {
 public:
  Reader(TextStream& text, const Config& config, const Emit& emit) : text_(text), config_(config), emit_(emit) {}
  /// Error (Fault::data) with the line: the file is refused as a whole; or the error of reading or of `emit`.
  [[nodiscard]] Result<void> run();

 private:
  [[nodiscard]] Result<void> fill_sample();
  [[nodiscard]] Result<void> find_header_row();
  [[nodiscard]] Result<void> skip_to_line(std::int64_t line);
  [[nodiscard]] Result<void> explain_missing_header();
  [[nodiscard]] Result<void> read_header();
  [[nodiscard]] Result<bool> next_row();
  void consume_row() { text_.consume(row_.length, row_.breaks); }
  [[nodiscard]] bool is_cut() const;
  [[nodiscard]] Record record_of_row() const;
  [[nodiscard]] tl::unexpected<Error> refuse(std::int64_t line, const std::string& what) const;

  TextStream& text_;
  const Config& config_;
  const Emit& emit_;
  char delimiter_ = found_delimiter;
  std::shared_ptr<const Columns> columns_;
  Row row_;
};

}  // namespace sluss::csv
