// Breaks a text into lines of a given width.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace sluss::basis {

/// The width of a text as it is drawn.
using Measure = std::function<double(const std::string&)>;

/// The text in at most `most` lines, each no wider than `width`: broken at spaces, behind hyphens, and inside a word
/// that is too long for a line. What does not fit in the last line is replaced by an ellipsis. At least one line, which
/// may be empty.
[[nodiscard]] std::vector<std::string> wrap(const std::string& text, double width, std::size_t most,
                                            const Measure& measure);

}  // namespace sluss::basis
