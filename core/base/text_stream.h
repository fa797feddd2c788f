// A window that moves over a text of any length.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/encoding.h"

namespace sluss {

/// Fills the buffer from its front; the number of bytes, 0 at the end.
using ReadBytes = std::function<Result<std::size_t>(std::span<char>)>;

class TextStream {
 public:
  TextStream(ReadBytes read, Encoding encoding);

  /// The text that was read and not yet consumed, as UTF-8. It never holds a NUL. Views live until the next more().
  [[nodiscard]] std::string_view view() const { return std::string_view(text_).substr(at_); }
  /// The line, from 1, that the view begins in.
  [[nodiscard]] std::int64_t line() const { return line_; }
  /// No text follows after the view.
  [[nodiscard]] bool at_end() const { return ended_; }

  /// Lengthens the view by 256 KiB, or to the end; nothing happens at the end.
  /// Error (Fault::data) with the line: what the encoding refuses, and NUL; else the error of reading.
  [[nodiscard]] Result<void> more();
  /// Moves the window on. `breaks` is the number of line breaks in what is consumed.
  void consume(std::size_t length, std::int64_t breaks) {
    at_ += length;
    line_ += breaks;
  }

 private:
  ReadBytes read_;
  Transcoder transcoder_;
  std::vector<char> bytes_;
  std::string text_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
  bool ended_ = false;
};

}  // namespace sluss
