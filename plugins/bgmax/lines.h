// The lines of a BgMax file: 80 characters of ISO-8859-1 each.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "plugin/sdk.h"

namespace sluss::bgmax {

inline constexpr std::size_t width = 80;

/// A line with its place. Positions are counted from 1, as in Bankgirot's manual.
struct Line {
  std::int64_t number = 0;
  std::string bytes;  ///< exactly 80: what an editor has cut off at the end is blank again

  [[nodiscard]] std::string_view type() const { return field(1, 2); }
  /// Positions `first` to `last`, both included, without blanks around.
  [[nodiscard]] std::string_view field(std::size_t first, std::size_t last) const {
    return trim(std::string_view(bytes).substr(first - 1, last - first + 1));
  }
  /// The same as UTF-8.
  [[nodiscard]] std::string text(std::size_t first, std::size_t last) const;
};

class Lines {
 public:
  explicit Lines(Input& input) : input_(input) {}
  /// The next line that is not blank; nullopt at the end. Error: Fault::data with the line for one that is too long or
  /// holds control characters, and for a file of more than 64 MiB.
  [[nodiscard]] Result<std::optional<Line>> next();

 private:
  [[nodiscard]] Result<bool> fill();
  [[nodiscard]] Result<std::optional<Line>> checked(std::string_view bytes);

  Input& input_;
  std::array<char, 65536> buffer_{};
  std::size_t at_ = 0, end_ = 0, read_ = 0;
  std::int64_t number_ = 0;
};

/// Why a file is refused: "line 17: ...".
[[nodiscard]] tl::unexpected<Error> refuse(std::int64_t line, const std::string& what);

}  // namespace sluss::bgmax
