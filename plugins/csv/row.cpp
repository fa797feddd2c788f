#include "row.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"

namespace sluss::csv {
namespace {

/// Walks over one row. Every character of a file passes here: no copies, no allocation.
class Scanner {
 public:
  Scanner(std::string_view text, char delimiter, Row& row)
      : begin_(text.data()), at_(begin_), end_(begin_ + text.size()), delimiter_(delimiter), row_(row) {
    row_.cells.clear();
    row_.breaks = 0;
    row_.bad_quote = 0;
  }

  Scan scan(bool last) {
    for (;;) {
      if (row_.cells.size() == most_columns) return Scan::too_wide;
      if (at_ != end_ && *at_ == '"') {
        if (!quoted_cell()) return last ? Scan::unclosed : Scan::more;
      } else {
        plain_cell();
      }
      if (at_ == end_) return last ? finish(0) : Scan::more;
      if (*at_ == delimiter_) ++at_;
      else return line_break(last);
    }
  }

 private:
  [[nodiscard]] const char* end_of_plain(const char* at) const {
    while (at != end_ && *at != delimiter_ && *at != '\n' && *at != '\r') ++at;
    return at;
  }

  void plain_cell() {
    const auto* from = at_;
    at_ = end_of_plain(at_);
    row_.cells.push_back({{from, static_cast<std::size_t>(at_ - from)}, false});
  }

  /// False when the quote is not closed.
  bool quoted_cell() {
    row_.open_at = row_.breaks;
    const auto* from = at_ + 1;
    bool doubled = false;
    for (at_ = from;; at_ += 2, doubled = true) {
      at_ = static_cast<const char*>(std::memchr(at_, '"', static_cast<std::size_t>(end_ - at_)));
      if (at_ == nullptr) return false;
      if (at_ + 1 == end_ || at_[1] != '"') break;
    }
    const std::string_view text(from, static_cast<std::size_t>(at_ - from));
    count_breaks(text);
    row_.cells.push_back({text, doubled});
    const auto* after = ++at_;
    at_ = end_of_plain(at_);
    if (at_ != after && row_.bad_quote == 0) row_.bad_quote = row_.cells.size();
    return true;
  }

  void count_breaks(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) ++row_.breaks;
      if (text[i] == '\r') ++row_.breaks;
    }
  }

  Scan line_break(bool last) {
    if (*at_ == '\r' && at_ + 1 == end_ && !last) return Scan::more;
    const bool two = *at_ == '\r' && at_ + 1 != end_ && at_[1] == '\n';
    ++row_.breaks;
    return finish(two ? 2 : 1);
  }

  Scan finish(std::size_t break_length) {
    row_.raw = {begin_, static_cast<std::size_t>(at_ - begin_)};
    row_.length = row_.raw.size() + break_length;
    return Scan::row;
  }

  const char* begin_;
  const char* at_;
  const char* end_;
  char delimiter_;
  Row& row_;
};

}  // namespace

std::string text_of(const Cell& cell) {
  if (!cell.doubled) return std::string(cell.text);
  std::string text;
  text.reserve(cell.text.size());
  for (std::size_t i = 0; i < cell.text.size(); ++i) {
    text += cell.text[i];
    if (cell.text[i] == '"') ++i;
  }
  return text;
}

Scan scan_row(std::string_view text, char delimiter, bool last, Row& row) {
  return Scanner(text, delimiter, row).scan(last);
}

bool is_blank(const Row& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return trim(cell.text).empty(); });
}

}  // namespace sluss::csv
