#include "base/text_stream.h"

#include <utility>

namespace sluss {
namespace {

constexpr std::size_t piece = 256 * 1024;
constexpr std::size_t bytes_at_once = 64 * 1024;

}  // namespace

TextStream::TextStream(ReadBytes read, Encoding encoding)
    : read_(std::move(read)), transcoder_(encoding), bytes_(bytes_at_once) {}

Result<void> TextStream::more() {
  text_.erase(0, at_);
  at_ = 0;
  const auto before = text_.size();
  while (!ended_ && text_.size() < before + piece) {
    SLUSS_TRY_ASSIGN(count, read_(bytes_));
    ended_ = count == 0;
    SLUSS_TRY(transcoder_.convert(std::string_view(bytes_.data(), count), ended_, text_));
  }
  const auto nul = text_.find('\0', before);
  if (nul == std::string::npos) return {};
  const auto line = line_ + count_line_breaks(std::string_view(text_).substr(0, nul));
  return fail(Fault::data, "line " + std::to_string(line) + ": a NUL character; expected text");
}

}  // namespace sluss
