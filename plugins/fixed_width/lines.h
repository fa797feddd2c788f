// The lines of a file, and the columns of a line.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "layout.h"

namespace sluss::fixed_width {

/// One line as text, cut into columns of one character each.
class Line {
 public:
  /// Error: the column, from 1, of the first byte that means nothing in the code page.
  [[nodiscard]] static tl::expected<Line, std::size_t> read(std::string_view bytes, CodePage page, std::int64_t number);

  [[nodiscard]] std::int64_t number() const { return number_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::size_t length() const { return starts_.size() - 1; }
  /// What stands there; shorter where the line ends before it.
  [[nodiscard]] std::string_view at(Place place) const;

 private:
  std::int64_t number_ = 0;
  std::string text_;
  std::vector<std::size_t> starts_;  ///< of each character in the text, and its end
};

/// Bytes up to the next LF, without it and a CR before it.
class Lines {
 public:
  explicit Lines(Input& input) : input_(input) {}
  /// nullopt at the end. The view lives until the next call. Error (Fault::data): a line of more than 64 KiB.
  [[nodiscard]] Result<std::optional<std::string_view>> next();
  /// Of the line that `next` gave, from 1.
  [[nodiscard]] std::int64_t number() const { return number_; }

 private:
  Input& input_;
  std::array<char, 32768> buffer_{};
  std::string_view left_;
  std::string line_;
  std::int64_t number_ = 0;
};

/// Fault::data with the line.
[[nodiscard]] tl::unexpected<Error> refuse(std::int64_t line, const std::string& what);
/// "columns 11-24 (amount)".
[[nodiscard]] std::string place_of(const Field& field);
/// "columns 11-24".
[[nodiscard]] std::string text_of(Place place);

}  // namespace sluss::fixed_width
