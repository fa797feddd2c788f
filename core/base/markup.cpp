#include "base/markup.h"

#include <cstring>
#include <string>

namespace sluss::xml {

Result<void> Markup::take(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    // Most bytes are text, and of text only the lines count.
    if (place_ == Place::text) {
      const auto from = at;
      while (at < bytes.size() && bytes[at] != '<') line_ += bytes[at++] == '\n' ? 1 : 0;
      text_ += at - from;
      SLUSS_TRY(check_lengths());
      if (at == bytes.size()) return {};
    }
    SLUSS_TRY(take(bytes[at]));
  }
  return {};
}

Result<void> Markup::take(char c) {
  if (c == '\n') ++line_;
  ++length_;
  Result<void> taken;
  switch (place_) {
    case Place::text:
      place_ = Place::opened;
      opened_at_ = line_;
      length_ = 0;
      break;
    case Place::opened: taken = take_opened(c); break;
    case Place::declaration: taken = take_declaration(c); break;
    case Place::tag:
    case Place::end_tag: taken = take_tag(c); break;
    case Place::quoted:
      if (c == quote_) place_ = Place::tag;
      break;
    case Place::instruction: take_until(c, "?>"); break;
    case Place::comment: take_until(c, "-->"); break;
    case Place::cdata: take_until(c, "]]>"); break;
  }
  before_that_ = before_;
  before_ = c;
  const bool is_tag = place_ == Place::tag || place_ == Place::end_tag || place_ == Place::quoted;
  text_ = is_tag ? 0 : text_ + 1;
  if (taken && is_tag && length_ > longest_tag) return refuse("a tag is longer than 64 KiB");
  return taken ? check_lengths() : taken;
}

Result<void> Markup::check_lengths() const {
  return text_ > longest_text ? refuse("a text is longer than 2 MiB") : Result<void>();
}

/// Behind "<".
Result<void> Markup::take_opened(char c) {
  if (c == '!') {
    place_ = Place::declaration;
    return {};
  }
  if (c == '?') {
    place_ = Place::instruction;
    length_ = 0;
    return {};
  }
  if (c == '/') {
    place_ = Place::end_tag;
    return {};
  }
  place_ = Place::tag;
  starts_.push_back(opened_at_);
  if (++depth_ > deepest) return refuse("more than 100 elements stand within each other");
  return take_tag(c);
}

/// Behind "<!": a comment, CDATA, or what is refused.
Result<void> Markup::take_declaration(char c) {
  const bool may_be_comment = c == '-' && (length_ == 2 || before_ == '-');
  const bool may_be_cdata = length_ <= 8 && c == "[CDATA["[length_ - 2];
  if (!may_be_comment && !may_be_cdata)
    return refuse("the file has a DOCTYPE or another declaration; such files are refused");
  if (may_be_comment && length_ == 3) place_ = Place::comment;
  if (may_be_cdata && length_ == 8) place_ = Place::cdata;
  if (place_ != Place::declaration) length_ = 0;
  return {};
}

Result<void> Markup::take_tag(char c) {
  if (c == '"' || c == '\'') {
    quote_ = c;
    if (place_ == Place::tag) place_ = Place::quoted;
  }
  if (c != '>') return {};
  const bool closes = place_ == Place::end_tag || before_ == '/';
  if (closes && depth_ > 0) --depth_;
  place_ = Place::text;
  return {};
}

/// `length_` counts from the opening: "<!-->" is no whole comment.
void Markup::take_until(char c, std::string_view end) {
  if (length_ < end.size() || c != end.back() || before_ != end[end.size() - 2]) return;
  if (end.size() == 2 || before_that_ == end.front()) place_ = Place::text;
}

std::int64_t Markup::next_start() {
  if (starts_.empty()) return 0;
  const auto line = starts_.front();
  starts_.pop_front();
  return line;
}

tl::unexpected<Error> Markup::refuse(const char* what) const {
  return fail(Fault::data, "line " + std::to_string(opened_at_) + ": " + what);
}

}  // namespace sluss::xml
