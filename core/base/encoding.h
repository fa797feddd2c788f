// Bytes in the encodings that files come in, as UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sluss {

/// `automatic`: a byte order mark or NULs in every second byte tell; else UTF-8 or Windows-1252, by the first byte that
/// is not ASCII.
enum class Encoding { automatic, utf8, utf16, windows1252 };

/// What stands before a text in UTF-8 that says so, and is no part of it.
inline constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
[[nodiscard]] inline std::string_view without_utf8_mark(std::string_view bytes) {
  return bytes.starts_with(utf8_mark) ? bytes.substr(utf8_mark.size()) : bytes;
}

/// Appends a character by its code point, as UTF-8.
void append_character(std::string& out, unsigned code);

/// Line breaks in a text: CR LF, LF and a lone CR count as one each.
[[nodiscard]] std::int64_t count_line_breaks(std::string_view text);

/// Turns bytes into UTF-8, piece by piece; the pieces may end anywhere. A byte order mark is dropped.
class Transcoder {
 public:
  explicit Transcoder(Encoding encoding) : encoding_(encoding) {}

  /// Appends the text of these bytes to `out`, whole characters only. `last`: no bytes follow.
  /// Error (Fault::data) with the line: bytes that do not fit the encoding, and, when it is automatic, a text that
  /// mixes UTF-8 and Windows-1252. What was appended before the error is valid.
  [[nodiscard]] Result<void> convert(std::string_view bytes, bool last, std::string& out);

 private:
  enum class Form { unknown, utf8, utf16_little, utf16_big, windows1252 };

  [[nodiscard]] std::size_t start(std::string_view bytes);
  [[nodiscard]] Result<std::size_t> convert_bytes(std::string_view bytes, bool last, std::string& out);
  [[nodiscard]] Result<std::size_t> convert_utf16(std::string_view bytes, bool last, std::string& out);
  [[nodiscard]] unsigned unit_at(std::string_view bytes, std::size_t at) const;
  [[nodiscard]] tl::unexpected<Error> refuse(std::string_view converted, const std::string& what) const;
  void count(std::string_view converted);

  Encoding encoding_;
  Form form_ = Form::unknown;
  bool started_ = false;
  bool after_cr_ = false;
  std::int64_t line_ = 1;  ///< the line that the next character stands in
  std::string pending_;    ///< the beginning of a character, or of the input
};

}  // namespace sluss
