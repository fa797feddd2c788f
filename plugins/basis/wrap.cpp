#include "wrap.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"

namespace sluss::basis {
namespace {

constexpr auto ellipsis = "…";

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

/// The length of the longest front of whole characters that fits, at least one character; for valid UTF-8.
std::size_t fitting_front(const std::string& text, double width, const Measure& measure) {
  std::size_t fits = 0;
  for (std::size_t end = 1; end <= text.size(); ++end) {
    if (end < text.size() && !begins_character(text[end])) continue;
    if (fits > 0 && measure(text.substr(0, end)) > width) break;
    fits = end;
  }
  return fits;
}

/// Where the first line ends: at the last space or behind the last hyphen that fits, else inside the word.
std::size_t end_of_line(const std::string& text, double width, const Measure& measure) {
  const auto fits = fitting_front(text, width, measure);
  for (auto end = fits; end > 0; --end)
    if (end == text.size() || text[end] == ' ' || text[end - 1] == '-') return end;
  return fits;
}

std::string shortened(const std::string& text, double width, const Measure& measure) {
  const auto fits = fitting_front(text, width - measure(ellipsis), measure);
  return std::string(trim(text.substr(0, fits))) + ellipsis;
}

}  // namespace

std::vector<std::string> wrap(const std::string& text, double width, std::size_t most, const Measure& measure) {
  std::vector<std::string> lines;
  std::string rest(trim(text));
  while (lines.size() + 1 < most && measure(rest) > width) {
    const auto end = end_of_line(rest, width, measure);
    lines.emplace_back(trim(rest.substr(0, end)));
    rest = std::string(trim(std::string_view(rest).substr(end)));
  }
  lines.push_back(measure(rest) > width ? shortened(rest, width, measure) : rest);
  return lines;
}

}  // namespace sluss::basis
