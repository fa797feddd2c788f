// The form that most lines of a sample have, and those that begin and end it.
#pragma once

#include <optional>

#include "found_fields.h"

namespace sluss::fixed_width {

/// A code page, why it is that, and whether another would do as well.
struct FoundPage {
  CodePage page = CodePage::utf8;
  std::string reason, open;
};

struct Form {
  FoundPage page;
  std::vector<Line> lines;                       ///< the first that are not blank, and the last
  std::size_t length = 0;                        ///< of most lines
  bool has_header = false, has_trailer = false;  ///< the first, the last line has another form than the rest
  std::size_t unlike = 0;                        ///< lines between them of another length
  std::optional<Place> tag;                      ///< where the three kinds of lines are told apart
  std::vector<FoundField> fields;                ///< of the rows

  [[nodiscard]] const Line& first_row() const { return lines[has_header ? 1 : 0]; }
  [[nodiscard]] std::size_t rows() const { return lines.size() - (has_header ? 1 : 0) - (has_trailer ? 1 : 0); }
};

/// nullopt: these are no lines of equal length.
[[nodiscard]] std::optional<Form> find_form(std::string_view bytes);

}  // namespace sluss::fixed_width
