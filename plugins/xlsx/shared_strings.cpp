#include "shared_strings.h"

#include <charconv>

#include "workbook_limits.h"

namespace sluss::xlsx {
namespace {

constexpr std::size_t escape_length = 7;  // "_x000D_"

void append_utf8(std::string& text, unsigned code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0U | code >> 6U);
    text += static_cast<char>(0x80U | (code & 0x3FU));
  } else {
    text += static_cast<char>(0xE0U | code >> 12U);
    text += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
    text += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

/// The code that an escape at the start of `text` stands for; 0 when none stands there, or one that is no character.
unsigned code_of_escape(std::string_view text) {
  if (text.size() < escape_length || text[1] != 'x' || text[6] != '_') return 0;
  unsigned code = 0;
  const auto [stop, error] = std::from_chars(text.data() + 2, text.data() + 6, code, 16);
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  return error == std::errc() && stop == text.data() + 6 && !surrogate ? code : 0;
}

}  // namespace

std::string unescape(std::string text) {
  if (text.find("_x") == std::string::npos) return text;
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    const auto code = text[i] == '_' ? code_of_escape(std::string_view(text).substr(i)) : 0;
    if (code == 0) {
      plain += text[i++];
    } else {
      append_utf8(plain, code);
      i += escape_length;
    }
  }
  return plain;
}

std::string escape(std::string_view text) {
  std::string escaped;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool looks_escaped = text[i] == '_' && code_of_escape(text.substr(i)) != 0;
    escaped += looks_escaped ? "_x005F_" : std::string(1, text[i]);
  }
  return escaped;
}

Result<std::string> read_text_item(XmlReader& xml, std::string_view name, std::string_view place) {
  std::string text;
  bool in_text = false;
  bool in_phonetic = false;
  for (;;) {
    SLUSS_TRY_ASSIGN(more, xml.next());
    if (!more || xml.ends(name)) return unescape(std::move(text));
    if (xml.starts("rPh")) in_phonetic = true;
    else if (xml.ends("rPh")) in_phonetic = false;
    else if (xml.starts("t")) in_text = !in_phonetic;
    else if (xml.ends("t")) in_text = false;
    else if (in_text) text += xml.text();
    if (text.size() > limits::cell_text_bytes)
      return fail(Fault::data, std::string(place) + " is longer than " +
                                   std::to_string(limits::cell_text_bytes / 1024) + " KiB; no cell may be");
  }
}

Result<SharedStrings> SharedStrings::read(Archive& archive, const std::string& part) {
  SharedStrings strings;
  SLUSS_TRY_ASSIGN(xml, XmlReader::open(archive, part));
  for (;;) {
    SLUSS_TRY_ASSIGN(more, xml.next());
    if (!more) return strings;
    if (!xml.starts("si")) continue;
    SLUSS_TRY_ASSIGN(text, read_text_item(xml, "si", "a text that cells share"));
    strings.texts_ += text;
    strings.ends_.push_back(static_cast<std::uint32_t>(strings.texts_.size()));
    if (strings.texts_.size() + strings.ends_.size() * sizeof(std::uint32_t) > limits::shared_string_bytes)
      return fail(Fault::data, "the workbook's texts are more than " +
                                   std::to_string(limits::shared_string_bytes / limits::mebibyte) +
                                   " MiB; divide it into several files");
  }
}

std::optional<std::string_view> SharedStrings::at(std::size_t index) const {
  if (index >= ends_.size()) return std::nullopt;
  const auto begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(texts_).substr(begin, ends_[index] - begin);
}

}  // namespace sluss::xlsx
