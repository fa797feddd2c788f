#include "lines.h"

#include <algorithm>

namespace sluss::bgmax {
namespace {

constexpr std::size_t largest = 64U << 20U;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

}  // namespace

tl::unexpected<Error> refuse(std::int64_t line, const std::string& what) {
  return fail(Fault::data, "line " + std::to_string(line) + ": " + what);
}

std::string Line::text(std::size_t first, std::size_t last) const {
  std::string utf8;
  for (const char c : field(first, last)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      utf8 += c;
    } else {
      utf8 += static_cast<char>(0xC0U | (byte >> 6U));
      utf8 += static_cast<char>(0x80U | (byte & 0x3FU));
    }
  }
  return utf8;
}

Result<bool> Lines::fill() {
  SLUSS_TRY_ASSIGN(count, input_.read(buffer_));
  at_ = 0;
  end_ = count;
  read_ += count;
  if (read_ > largest) return refuse(number_ + 1, "the file is larger than 64 MiB; ask the bank for smaller ones");
  return count > 0;
}

Result<std::optional<Line>> Lines::next() {
  std::string bytes;
  for (;;) {
    if (at_ == end_) {
      SLUSS_TRY_ASSIGN(more, fill());
      if (!more && bytes.empty()) return std::nullopt;
      if (!more) {
        ++number_;
        return checked(bytes);
      }
    }
    const auto* from = buffer_.data() + at_;
    const auto* to = std::find(from, static_cast<const char*>(buffer_.data() + end_), '\n');
    bytes.append(from, to);
    at_ = static_cast<std::size_t>(to - buffer_.data());
    if (bytes.size() > 2 * width) return refuse(number_ + 1, "a record has 80 characters, and this one more");
    if (at_ == end_) continue;
    ++at_;
    ++number_;
    SLUSS_TRY_ASSIGN(line, checked(bytes));
    if (line) return line;
    bytes.clear();
  }
}

/// nullopt for a blank line.
Result<std::optional<Line>> Lines::checked(std::string_view bytes) {
  if (bytes.ends_with('\r')) bytes.remove_suffix(1);
  while (bytes.ends_with(' ')) bytes.remove_suffix(1);
  if (bytes.empty()) return std::nullopt;
  if (bytes.size() > width) return refuse(number_, "a record has 80 characters, and this one more");
  if (std::any_of(bytes.begin(), bytes.end(), is_control))
    return refuse(number_, "a control character stands in the record; is it a BgMax file, as the bank made it?");
  Line line{number_, std::string(bytes)};
  line.bytes.resize(width, ' ');
  return line;
}

}  // namespace sluss::bgmax
