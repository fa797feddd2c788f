// Looks at the bytes of a document before the parser does: the line of each element, and what no parser should meet.
#pragma once

#include <cstdint>
#include <deque>
#include <string_view>

#include "base/result.h"

namespace sluss::xml {

constexpr std::size_t deepest = 100;
constexpr std::size_t longest_tag = 64U << 10U;
constexpr std::size_t longest_text = 2U << 20U;

/// Takes the bytes of any encoding in which markup is ASCII, piece by piece. It judges nothing else: what is not
/// well-formed is the parser's to find.
class Markup {
 public:
  /// Error (Fault::data, with the line): a DOCTYPE, more than 100 levels, a tag of more than 64 KiB (a parser takes the
  /// square of the time for its attributes), a text of more than 2 MiB.
  [[nodiscard]] Result<void> take(std::string_view bytes);

  /// The line that the next element begins in, in the order of the document. 0 when there is no more.
  [[nodiscard]] std::int64_t next_start();
  /// Elements that are open at the end of what was taken, or a tag that is cut off.
  [[nodiscard]] bool is_open() const { return depth_ > 0 || place_ != Place::text; }
  [[nodiscard]] std::int64_t line() const { return line_; }

 private:
  enum class Place { text, opened, declaration, tag, end_tag, quoted, instruction, comment, cdata };

  [[nodiscard]] Result<void> take(char c);
  [[nodiscard]] Result<void> check_lengths() const;
  [[nodiscard]] Result<void> take_opened(char c);
  [[nodiscard]] Result<void> take_declaration(char c);
  [[nodiscard]] Result<void> take_tag(char c);
  void take_until(char c, std::string_view end);
  [[nodiscard]] tl::unexpected<Error> refuse(const char* what) const;

  Place place_ = Place::text;
  char before_ = '\0', before_that_ = '\0';
  char quote_ = '\0';
  std::size_t depth_ = 0;
  std::size_t length_ = 0;  ///< of the tag or declaration so far
  std::size_t text_ = 0;    ///< since the last tag, with CDATA and comments
  std::int64_t line_ = 1;
  std::int64_t opened_at_ = 1;
  std::deque<std::int64_t> starts_;
};

}  // namespace sluss::xml
