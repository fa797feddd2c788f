// Where a JSON value ends, found without reading it: what it holds is checked when it is parsed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sluss::json {

constexpr std::size_t longest_value = 8 * 1024 * 1024;
constexpr std::size_t deepest = 100;
constexpr std::size_t most_members = 2000;

class Extent {
 public:
  /// `outside`: how many lists and objects the value stands in.
  explicit Extent(std::size_t outside) : outside_(outside) {}

  /// The length of the value at the front of the text; null when the text ends before it, and then this is called again
  /// with a longer text. `last`: nothing follows after the text, and what there is is the value.
  /// Error (Fault::data): over 100 levels, 2000 members of one object, or 8 MiB.
  [[nodiscard]] Result<std::optional<std::size_t>> find(std::string_view text, bool last);

 private:
  [[nodiscard]] bool skip_string(std::string_view text);
  [[nodiscard]] Result<bool> take(char c);

  std::size_t outside_;
  std::size_t at_ = 0;
  std::size_t open_ = 0;  ///< lists and objects within the value that are not closed
  bool in_string_ = false;
  std::array<std::size_t, deepest + 1> members_{};  ///< of each that is open
};

/// White space of JSON.
[[nodiscard]] bool is_space(char c);

}  // namespace sluss::json
