#include "base/encoding.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"

namespace sluss {
namespace {

constexpr std::size_t bytes_to_start = 4;

/// What Windows-1252 has at 0x80 to 0x9F; 0 where it has nothing.
constexpr std::array<unsigned, 32> windows_1252_block{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                      0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// Where the run of ASCII that begins at `at` ends.
std::size_t end_of_ascii(std::string_view bytes, std::size_t at) {
  constexpr std::uint64_t high_bits = 0x8080808080808080U;
  for (; at + sizeof high_bits <= bytes.size(); at += sizeof high_bits) {
    std::uint64_t block = 0;
    std::memcpy(&block, bytes.data() + at, sizeof block);
    if ((block & high_bits) != 0) break;
  }
  while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
  return at;
}

std::size_t length_by_lead(char byte) {
  const auto lead = static_cast<unsigned char>(byte);
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 1;
}

bool is_cut_off(std::string_view rest) {
  const auto is_continuation = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  return rest.size() < length_by_lead(rest.front()) && std::all_of(rest.begin() + 1, rest.end(), is_continuation);
}

bool is_surrogate(unsigned unit) { return unit >= 0xD800 && unit < 0xE000; }

}  // namespace

void append_character(std::string& out, unsigned code) {
  const auto continuation = [](unsigned bits) { return static_cast<char>(0x80U | (bits & 0x3FU)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0U | (code >> 6U));
    out += continuation(code);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0U | (code >> 12U));
    out += continuation(code >> 6U);
    out += continuation(code);
  } else {
    out += static_cast<char>(0xF0U | (code >> 18U));
    out += continuation(code >> 12U);
    out += continuation(code >> 6U);
    out += continuation(code);
  }
}

std::int64_t count_line_breaks(std::string_view text) {
  std::int64_t breaks = 0;
  for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) ++breaks;
  for (auto at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1)) {
    if (at + 1 == text.size() || text[at + 1] != '\n') ++breaks;
  }
  return breaks;
}

Result<void> Transcoder::convert(std::string_view bytes, bool last, std::string& out) {
  std::string joined;
  if (!pending_.empty()) {
    joined = pending_.append(bytes);
    bytes = joined;
    pending_.clear();
  }
  if (!started_) {
    if (bytes.size() < bytes_to_start && !last) {
      pending_ = bytes;
      return {};
    }
    bytes.remove_prefix(start(bytes));
  }
  const auto before = out.size();
  const bool wide = form_ == Form::utf16_little || form_ == Form::utf16_big;
  SLUSS_TRY_ASSIGN(used, wide ? convert_utf16(bytes, last, out) : convert_bytes(bytes, last, out));
  pending_ = bytes.substr(used);
  count(std::string_view(out).substr(before));
  return {};
}

/// Settles what the first bytes tell; the length of the byte order mark.
std::size_t Transcoder::start(std::string_view bytes) {
  started_ = true;
  const bool may_be_wide = encoding_ == Encoding::automatic || encoding_ == Encoding::utf16;
  const auto is_nul = [&](std::size_t at) { return bytes.size() >= bytes_to_start && bytes[at] == '\0'; };
  if (encoding_ == Encoding::windows1252) form_ = Form::windows1252;
  if (encoding_ == Encoding::utf8) form_ = Form::utf8;
  if (encoding_ == Encoding::utf16) form_ = Form::utf16_little;
  if (may_be_wide && is_nul(0) && is_nul(2)) form_ = Form::utf16_big;
  if (may_be_wide && is_nul(1) && is_nul(3)) form_ = Form::utf16_little;
  if (may_be_wide && bytes.starts_with("\xFF\xFE")) {
    form_ = Form::utf16_little;
    return 2;
  }
  if (may_be_wide && bytes.starts_with("\xFE\xFF")) {
    form_ = Form::utf16_big;
    return 2;
  }
  if (encoding_ != Encoding::utf16 && encoding_ != Encoding::windows1252 && bytes.starts_with(utf8_mark)) {
    form_ = Form::utf8;
    return 3;
  }
  return 0;
}

/// UTF-8 and Windows-1252: the number of bytes that were used.
Result<std::size_t> Transcoder::convert_bytes(std::string_view bytes, bool last, std::string& out) {
  const auto before = out.size();
  std::size_t copied = 0;
  std::size_t at = 0;
  const auto copy = [&] { out.append(bytes, copied, at - copied); };
  const auto refused = [&](const char* what) {
    copy();
    return refuse(std::string_view(out).substr(before), what);
  };
  while ((at = end_of_ascii(bytes, at)) < bytes.size()) {
    const auto rest = bytes.substr(at);
    const bool stated = encoding_ == Encoding::windows1252;
    if (!stated && !last && is_cut_off(rest)) break;
    const auto sequence = rest.substr(0, length_by_lead(rest.front()));
    if (!stated && sequence.size() > 1 && is_utf8(sequence)) {
      if (form_ == Form::windows1252)
        return refused("the text begins as Windows-1252 and goes on as UTF-8; state the encoding if it is one alone");
      form_ = Form::utf8;
      at += sequence.size();
      continue;
    }
    if (form_ == Form::utf8)
      return refused("a byte that is not UTF-8; expected UTF-8 as before it, or state the encoding");
    form_ = Form::windows1252;
    const auto byte = static_cast<unsigned char>(rest.front());
    const auto code = byte < 0xA0 ? windows_1252_block[byte - 0x80U] : byte;
    if (code == 0) return refused("a byte that is neither UTF-8 nor Windows-1252");
    copy();
    append_character(out, code);
    copied = ++at;
  }
  copy();
  return at;
}

unsigned Transcoder::unit_at(std::string_view bytes, std::size_t at) const {
  const unsigned first = static_cast<unsigned char>(bytes[at]);
  const unsigned second = static_cast<unsigned char>(bytes[at + 1]);
  return form_ == Form::utf16_big ? first << 8U | second : second << 8U | first;
}

Result<std::size_t> Transcoder::convert_utf16(std::string_view bytes, bool last, std::string& out) {
  const auto before = out.size();
  const auto refused = [&](const char* what) { return refuse(std::string_view(out).substr(before), what); };
  std::size_t at = 0;
  while (at + 2 <= bytes.size()) {
    const auto unit = unit_at(bytes, at);
    if (!is_surrogate(unit)) {
      append_character(out, unit);
      at += 2;
      continue;
    }
    if (at + 4 > bytes.size() && !last) return at;
    const auto low = at + 4 > bytes.size() ? 0U : unit_at(bytes, at + 2);
    if (unit >= 0xDC00 || low < 0xDC00 || low >= 0xE000) return refused("half of a UTF-16 surrogate pair");
    append_character(out, 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00));
    at += 4;
  }
  if (last && at < bytes.size()) return refused("half of a UTF-16 character at the end");
  return at;
}

tl::unexpected<Error> Transcoder::refuse(std::string_view converted, const std::string& what) const {
  Transcoder counter = *this;
  counter.count(converted);
  return fail(Fault::data, "line " + std::to_string(counter.line_) + ": " + what);
}

void Transcoder::count(std::string_view converted) {
  if (converted.empty()) return;
  if (after_cr_ && converted.front() == '\n') --line_;
  after_cr_ = converted.back() == '\r';
  line_ += count_line_breaks(converted);
}

}  // namespace sluss
