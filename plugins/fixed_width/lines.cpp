#include "lines.h"

#include <algorithm>

namespace sluss::fixed_width {
namespace {

constexpr std::size_t longest = 64U << 10U;

}  // namespace

tl::unexpected<Error> refuse(std::int64_t line, const std::string& what) {
  return fail(Fault::data, "line " + std::to_string(line) + ": " + what);
}

std::string text_of(Place place) {
  const auto first = std::to_string(place.first);
  return place.width() == 1 ? "column " + first : "columns " + first + "-" + std::to_string(place.last);
}

std::string place_of(const Field& field) { return text_of(field.at) + " (" + field.name + ")"; }

tl::expected<Line, std::size_t> Line::read(std::string_view bytes, CodePage page, std::int64_t number) {
  auto text = from_code_page(bytes, page);
  if (!text) return tl::unexpected(text.error() + 1);
  Line line;
  line.number_ = number;
  line.text_ = std::move(*text);
  for (std::size_t at = 0; at < line.text_.size(); ++at) {
    const bool continues = (static_cast<unsigned char>(line.text_[at]) & 0xC0U) == 0x80U;
    if (!continues) line.starts_.push_back(at);
  }
  line.starts_.push_back(line.text_.size());
  return line;
}

std::string_view Line::at(Place place) const {
  const auto first = starts_[std::min(place.first - 1, length())];
  const auto end = starts_[std::min(place.last, length())];
  return std::string_view(text_).substr(first, end - first);
}

Result<std::optional<std::string_view>> Lines::next() {
  line_.clear();
  bool begun = false;
  for (;;) {
    if (left_.empty()) {
      SLUSS_TRY_ASSIGN(count, input_.read(buffer_));
      left_ = {buffer_.data(), count};
      if (count == 0) break;
    }
    if (!begun) ++number_;
    begun = true;
    const auto end = left_.find('\n');
    line_.append(left_.substr(0, end));
    if (line_.size() > longest) return refuse(number_, "the line is longer than 64 KiB");
    left_.remove_prefix(std::min(end, left_.size()));
    if (left_.empty()) continue;
    left_.remove_prefix(1);
    break;
  }
  if (!begun) return std::nullopt;
  if (line_.ends_with('\r')) line_.pop_back();
  return line_;
}

}  // namespace sluss::fixed_width
