// The line that a fault lies in, with what is wrong underlined: what `sluss check` shows of a file.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plugin/node.h"

namespace sluss::config {

struct Excerpt {
  std::string line, underline;  ///< to be shown one below the other
};

/// `line` is the marked one of the file, without its end; it may hold any bytes. Tabs become blanks, what cannot be
/// shown a replacement character, and of a long line what lies round the fault is left.
[[nodiscard]] Excerpt excerpt_of(std::string_view line, const Mark& mark);

/// Why a line is not shown, when it holds what nobody should see: the value of something whose key looks like a
/// password, or what looks like a personal number.
[[nodiscard]] std::optional<std::string> reason_to_hide(std::string_view line);

}  // namespace sluss::config
