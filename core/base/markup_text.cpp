#include "base/markup_text.h"

#include <algorithm>

namespace sluss::xml {
namespace {

constexpr std::string_view blanks = " \t\r\n";

class Editor {
 public:
  Editor(std::string_view document, const TextEdits& edits) : rest_(document), edits_(edits) {}

  Result<std::string> run() {
    while (!rest_.empty()) {
      edit(rest_.substr(0, rest_.find('<')), edits_.text);
      if (!rest_.empty()) SLUSS_TRY(take_markup());
    }
    return std::move(out_);
  }

 private:
  Result<void> take_markup() {
    if (rest_.starts_with("<!--")) return take_between("<!--", "-->", edits_.comment);
    if (rest_.starts_with("<![CDATA[")) return take_between("<![CDATA[", "]]>", edits_.text);
    if (is_xml_declaration(rest_)) return copy_through("?>");
    if (rest_.starts_with("<?")) {
      copy(rest_.find_first_of(" \t\r\n?", 2));
      return take_between("", "?>", edits_.comment);
    }
    if (rest_.starts_with("<!")) return fail(Fault::data, "the file has a DOCTYPE or another declaration");
    if (rest_.starts_with("</")) {
      edits_.end();
      return copy_through(">");
    }
    return take_tag();
  }

  Result<void> take_tag() {
    copy(1);
    const auto name_end = std::min(rest_.find_first_of(" \t\r\n/>"), rest_.size());
    edits_.start(rest_.substr(0, name_end));
    copy(name_end);
    for (;;) {
      const auto at = rest_.find_first_of(">=");
      if (at == std::string_view::npos) return breaks_off();
      const bool is_end = rest_[at] == '>';
      if (is_end && at > 0 && rest_[at - 1] == '/') edits_.end();
      const auto name = rest_.substr(0, at);
      copy(at + 1);
      if (is_end) return {};
      SLUSS_TRY(take_value(name));
    }
  }

  /// `before`: from the last value to the equals sign.
  Result<void> take_value(std::string_view before) {
    copy(rest_.find_first_not_of(blanks));
    if (rest_.empty() || (rest_.front() != '"' && rest_.front() != '\'')) return breaks_off();
    const char quote = rest_.front();
    copy(1);
    const auto end = rest_.find(quote);
    if (end == std::string_view::npos) return breaks_off();
    const auto from = before.find_last_not_of(blanks);
    before = before.substr(0, from == std::string_view::npos ? 0 : from + 1);
    const auto name = before.substr(before.find_last_of(blanks) + 1);
    out_ += edits_.attribute(name, rest_.substr(0, end));
    rest_.remove_prefix(end);
    copy(1);
    return {};
  }

  Result<void> take_between(std::string_view start, std::string_view end,
                            const std::function<std::string(std::string_view)>& change) {
    copy(start.size());
    const auto at = rest_.find(end);
    if (at == std::string_view::npos) return breaks_off();
    edit(rest_.substr(0, at), change);
    copy(end.size());
    return {};
  }

  Result<void> copy_through(std::string_view end) {
    const auto at = rest_.find(end);
    if (at == std::string_view::npos) return breaks_off();
    copy(at + end.size());
    return {};
  }

  void edit(std::string_view text, const std::function<std::string(std::string_view)>& change) {
    if (text.find_first_not_of(blanks) == std::string_view::npos) return copy(text.size());
    out_ += change(text);
    rest_.remove_prefix(text.size());
  }

  void copy(std::size_t length) {
    const auto text = rest_.substr(0, length);
    out_ += text;
    rest_.remove_prefix(text.size());
  }

  static tl::unexpected<Error> breaks_off() { return fail(Fault::data, "its markup breaks off"); }

  std::string_view rest_;
  const TextEdits& edits_;
  std::string out_;
};

}  // namespace

Result<std::string> edit_texts(std::string_view document, const TextEdits& edits) {
  return Editor(document, edits).run();
}

bool is_xml_declaration(std::string_view text) {
  constexpr std::string_view begin = "<?xml";
  return text.starts_with(begin) && text.size() > begin.size() &&
         std::string_view(" \t\r\n").find(text[begin.size()]) != std::string_view::npos;
}

}  // namespace sluss::xml
