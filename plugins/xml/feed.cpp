#include "feed.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "base/markup_text.h"

namespace sluss::xml {
namespace {

constexpr std::size_t longest_declaration = 512;
constexpr std::size_t at_once = 32U << 10U;

/// Those in which markup is ASCII, which the look at the markup relies on. Lower case.
bool is_known(std::string_view encoding) {
  constexpr std::array<std::string_view, 8> exact{"utf-8",  "us-ascii", "ascii",  "cp437",
                                                  "ibm437", "cp850",    "ibm850", "macintosh"};
  const auto numbered = [&](std::string_view head) {
    const auto digits = encoding.substr(std::min(head.size(), encoding.size()));
    return encoding.starts_with(head) && !digits.empty() && digits.size() <= 2 &&
           std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  return std::find(exact.begin(), exact.end(), encoding) != exact.end() || numbered("iso-8859-") ||
         numbered("windows-12") || numbered("cp12");
}

/// By a byte order mark, or by the NUL beside "<".
bool is_wide(std::string_view head) {
  return head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF") || head.starts_with(std::string_view("<\0", 2)) ||
         head.starts_with(std::string_view("\0<", 2));
}

tl::unexpected<Error> refuse(const std::string& what) { return fail(Fault::data, "line 1: " + what); }

}  // namespace

std::optional<std::string> declared_encoding(std::string_view head) {
  if (!is_xml_declaration(head)) return std::nullopt;
  head = head.substr(0, std::min(head.find("?>"), longest_declaration));
  auto at = head.find("encoding");
  if (at == std::string_view::npos) return std::nullopt;
  at = head.find_first_of("\"'", at);
  if (at == std::string_view::npos) return std::nullopt;
  const auto end = head.find(head[at], at + 1);
  if (end == std::string_view::npos) return std::nullopt;
  return std::string(head.substr(at + 1, end - at - 1));
}

Result<void> Feed::open() {
  std::string head;
  std::array<char, longest_declaration> buffer{};
  while (head.size() < longest_declaration && !ended_) {
    SLUSS_TRY_ASSIGN(count, input_.read(buffer));
    head.append(buffer.data(), count);
    ended_ = count == 0;
  }
  if (is_wide(head)) {
    wide_ = true;
    transcoder_.emplace(Encoding::utf16);
    SLUSS_TRY(transcoder_->convert(head, ended_, ready_));
  } else {
    ready_ = without_utf8_mark(head);
  }
  const bool marked = ready_.size() != head.size();
  const auto declared = declared_encoding(ready_);
  if (declared) {
    const auto folded = fold_case(*declared);
    const bool says_wide = folded == "utf-16" || folded == "utf-16le" || folded == "utf-16be";
    if (!says_wide && !is_known(folded))
      return refuse("the declared encoding is not known here; expected UTF-8, UTF-16, ISO-8859-n, windows-125n");
    if (says_wide != wide_ || (marked && !says_wide && folded != "utf-8"))
      return refuse("the declared encoding is not the one that the file is in");
    if (!says_wide) encoding_ = *declared;
  }
  if (!wide_ && fold_case(encoding_) == "utf-8") {
    // The parser lets bytes pass within CDATA that are not UTF-8.
    transcoder_.emplace(Encoding::utf8);
    ready_.clear();
    SLUSS_TRY(transcoder_->convert(head, ended_, ready_));
  }
  return markup_.take(ready_);
}

Result<void> Feed::fill() {
  at_ = 0;
  ready_.clear();
  std::array<char, at_once> buffer{};
  while (ready_.empty() && !ended_) {
    SLUSS_TRY_ASSIGN(count, input_.read(buffer));
    const std::string_view bytes(buffer.data(), count);
    ended_ = count == 0;
    if (transcoder_) SLUSS_TRY(transcoder_->convert(bytes, ended_, ready_));
    else ready_.append(bytes);
  }
  return markup_.take(ready_);
}

Result<std::size_t> Feed::read(std::span<char> buffer) {
  if (at_ == ready_.size()) SLUSS_TRY(fill());
  const auto count = std::min(buffer.size(), ready_.size() - at_);
  std::copy_n(ready_.begin() + static_cast<std::ptrdiff_t>(at_), count, buffer.begin());
  at_ += count;
  return count;
}

}  // namespace sluss::xml
