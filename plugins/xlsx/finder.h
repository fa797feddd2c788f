// Finds an ASCII word in bytes that come in pieces.
#pragma once

#include <string>
#include <string_view>

namespace sluss::xlsx {

/// NUL bytes are passed over, so that a word in UTF-16 is found as well.
class Finder {
 public:
  explicit Finder(std::string_view word) : word_(word) {}

  /// True when the word has been seen, in this piece or across its border with the one before.
  [[nodiscard]] bool feed(std::string_view piece);

 private:
  std::string_view word_;
  std::string rest_;  ///< the end of what was seen, where the word may have begun
};

}  // namespace sluss::xlsx
