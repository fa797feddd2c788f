#include "reader.h"

#include <charconv>
#include <utility>

#include "base/counted.h"
#include "dialect.h"

namespace sluss::csv {
namespace {

std::string columns_text(std::size_t count) { return counted(static_cast<std::int64_t>(count), "column"); }

}  // namespace

Result<void> Reader::run() {
  SLUSS_TRY(find_header_row());
  SLUSS_TRY(read_header());
  for (;;) {
    SLUSS_TRY_ASSIGN(found, next_row());
    if (!found) return {};
    if (is_cut()) {
      return refuse(text_.line(), "the file ends within this row: it has " + columns_text(row_.cells.size()) + " of " +
                                      std::to_string(columns_->names.size()) +
                                      " and no line break; is it still being written?");
    }
    if (!is_blank(row_)) SLUSS_TRY(emit_(record_of_row()));
    consume_row();
  }
}

/// Enough text to judge the first lines by.
Result<void> Reader::fill_sample() {
  while (!text_.at_end() && text_.view().size() <= longest_row) SLUSS_TRY(text_.more());
  return {};
}

/// Settles the delimiter and moves to the row that is the header.
Result<void> Reader::find_header_row() {
  const bool stated = config_.header != "auto";
  if (stated) {
    std::int64_t line = 1;
    std::from_chars(config_.header.data(), config_.header.data() + config_.header.size(), line);
    SLUSS_TRY(skip_to_line(line));
  }
  SLUSS_TRY(fill_sample());
  const auto text = text_.view();
  delimiter_ = config_.delimiter == found_delimiter ? find_delimiter(text, text_.at_end()) : config_.delimiter;
  if (stated) return {};
  const auto rows = sample_rows(text, delimiter_, text_.at_end());
  SLUSS_TRY_ASSIGN(header, find_header(rows));
  if (header == nullptr) return explain_missing_header();
  text_.consume(header->offset, header->line - 1);
  return {};
}

/// By line breaks alone: what stands above the header need not be rows.
Result<void> Reader::skip_to_line(std::int64_t line) {
  while (text_.line() < line) {
    const auto text = text_.view();
    const auto at = text.find_first_of("\r\n");
    // A CR at the view's end may have its LF after it.
    const bool whole = at != std::string_view::npos && (at + 1 < text.size() || text_.at_end());
    if (whole) {
      text_.consume(at + (text.substr(at).starts_with("\r\n") ? 2 : 1), 1);
    } else if (text_.at_end()) {
      return refuse(text_.line(), "the file ends here; expected the header in line " + config_.header);
    } else {
      if (text.size() > longest_row) return refuse(text_.line(), "the line is longer than 1 MiB");
      SLUSS_TRY(text_.more());
    }
  }
  return {};
}

/// A row that cannot be read is a better reason than that there is no header.
Result<void> Reader::explain_missing_header() {
  while (text_.line() <= lines_before_data) {
    SLUSS_TRY_ASSIGN(found, next_row());
    if (!found) break;
    consume_row();
  }
  return refuse(1, "no header found within the first 50 lines; expected a line with a name for each column");
}

Result<void> Reader::read_header() {
  SLUSS_TRY_ASSIGN(found, next_row());
  if (!found || is_blank(row_)) return refuse(text_.line(), "the line is empty; expected the header");
  if (row_.bad_quote != 0)
    return refuse(text_.line(),
                  "column " + std::to_string(row_.bad_quote) + " of the header has text after its closing quote");
  Columns columns;
  for (const auto& cell : row_.cells) columns.names.emplace_back(trim(text_of(cell)));
  if (auto named = check_names(columns.names); !named) return refuse(text_.line(), named.error().what);
  columns_ = std::make_shared<const Columns>(std::move(columns));
  consume_row();
  return {};
}

/// False at the end. The row's views live until the next call.
Result<bool> Reader::next_row() {
  for (;;) {
    if (!text_.view().empty()) {
      const auto scan = scan_row(text_.view(), delimiter_, text_.at_end(), row_);
      if (scan == Scan::unclosed) return refuse(text_.line() + row_.open_at, "a quote is opened here and never closed");
      if (scan == Scan::too_wide) return refuse(text_.line(), "more than 2000 columns");
      const auto length = scan == Scan::row ? row_.raw.size() : text_.view().size();
      if (length > longest_row)
        return refuse(text_.line(), "the record that begins here is longer than 1 MiB; is a quote not closed?");
      if (scan == Scan::row) return true;
    } else if (text_.at_end()) {
      return false;
    }
    SLUSS_TRY(text_.more());
  }
}

/// The last row of a file that was broken off: all else that is too short may be the row's own fault.
bool Reader::is_cut() const {
  const bool has_break = row_.length > row_.raw.size();
  return !has_break && !is_blank(row_) && row_.cells.size() < columns_->names.size();
}

Record Reader::record_of_row() const {
  Record record;
  auto& message = record.message;
  message.raw = row_.raw;
  message.origin.line = text_.line();
  message.origin.columns = columns_;
  const auto& names = columns_->names;
  const auto& cells = row_.cells;
  if (row_.bad_quote != 0) {
    record.fault = Error{Fault::data, "column " + std::to_string(row_.bad_quote) + " has text after its closing quote"};
  } else if (cells.size() != names.size()) {
    record.fault = Error{Fault::data, "the row has " + columns_text(cells.size()) + "; expected " +
                                          columns_text(names.size()) + " as in the header"};
  } else {
    Value::Object body;
    body.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) body.emplace_back(names[i], text_of(cells[i]));
    message.body = Value(std::move(body));
  }
  return record;
}

tl::unexpected<Error> Reader::refuse(std::int64_t line, const std::string& what) const {
  return fail(Fault::data, "line " + std::to_string(line) + ": " + what);
}

}  // namespace sluss::csv
