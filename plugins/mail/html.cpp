#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/text.h"
#include "own_text.h"

namespace sluss::mail {
namespace {

constexpr std::array hidden_tags = {"head", "style", "script", "title", "blockquote"};
constexpr std::array line_tags = {"p",  "div", "br", "tr", "li", "ul", "ol",  "table", "h1",
                                  "h2", "h3",  "h4", "h5", "h6", "hr", "pre", "body",  "blockquote"};
constexpr std::array<std::pair<const char*, const char*>, 12> entities = {{{"amp", "&"},
                                                                           {"lt", "<"},
                                                                           {"gt", ">"},
                                                                           {"quot", "\""},
                                                                           {"apos", "'"},
                                                                           {"nbsp", "\u00A0"},
                                                                           {"aring", "å"},
                                                                           {"auml", "ä"},
                                                                           {"ouml", "ö"},
                                                                           {"Aring", "Å"},
                                                                           {"Auml", "Ä"},
                                                                           {"Ouml", "Ö"}}};

template <std::size_t N>
bool is_one_of(const std::array<const char*, N>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [&](const char* one) { return name == one; });
}

void add_character(std::string& text, std::uint32_t code) {
  const auto byte = [&](std::uint32_t bits) { text += static_cast<char>(static_cast<unsigned char>(bits)); };
  if (code < 0x80) return byte(code);
  if (code < 0x800) {
    byte(0xC0U | code >> 6U);
  } else {
    if (code < 0x10000) byte(0xE0U | code >> 12U);
    else {
      byte(0xF0U | code >> 18U);
      byte(0x80U | (code >> 12U & 0x3FU));
    }
    byte(0x80U | (code >> 6U & 0x3FU));
  }
  byte(0x80U | (code & 0x3FU));
}

/// The character of "#246" or "#xF6".
std::optional<std::uint32_t> numbered(std::string_view name) {
  if (!name.starts_with('#')) return std::nullopt;
  const bool hex = name.starts_with("#x") || name.starts_with("#X");
  const auto digits = name.substr(hex ? 2 : 1);
  if (digits.empty() || digits.size() > 7) return std::nullopt;
  std::uint32_t code = 0;
  for (const char c : digits) {
    const auto at = std::string_view("0123456789abcdef").find(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c);
    if (at == std::string_view::npos || (!hex && at > 9)) return std::nullopt;
    code = code * (hex ? 16U : 10U) + static_cast<std::uint32_t>(at);
  }
  const bool is_one = code >= 0x20 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
  return is_one ? std::optional(code) : std::nullopt;
}

class Page {
 public:
  explicit Page(std::string_view html) : html_(html) {}

  std::string text() {
    while (at_ < html_.size()) {
      if (html_[at_] == '<') tag();
      else if (html_[at_] == '&') entity();
      else plain(html_[at_++]);
    }
    return std::move(text_);
  }

 private:
  /// Blanks and line breaks are one blank.
  void plain(char c) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (depth_ > 0 || (blank && (text_.empty() || text_.back() == ' ' || text_.back() == '\n'))) return;
    text_ += blank ? ' ' : c;
  }

  void entity() {
    const auto end = html_.substr(at_, 12).find(';');
    const auto name = end == std::string_view::npos ? std::string_view() : html_.substr(at_ + 1, end - 1);
    const auto known =
        std::find_if(entities.begin(), entities.end(), [&](const auto& one) { return name == one.first; });
    const auto code = numbered(name);
    if (known == entities.end() && !code) return plain(html_[at_++]);
    at_ += end + 1;
    if (depth_ > 0) return;
    if (code) add_character(text_, *code);
    else text_ += known->second;
  }

  void tag() {
    if (html_.substr(at_).starts_with("<!--")) {
      const auto end = html_.find("-->", at_);
      at_ = end == std::string_view::npos ? html_.size() : end + 3;
      return;
    }
    const auto end = std::min(html_.find('>', at_), html_.size());
    auto name = html_.substr(at_ + 1, end - at_ - 1);
    at_ = std::min(end + 1, html_.size());
    const bool closes = name.starts_with('/');
    const bool closed_itself = name.ends_with('/');
    name = name.substr(closes ? 1 : 0);
    const auto word = fold_case(name.substr(0, name.find_first_of(" \t\r\n/")));
    if (is_one_of(hidden_tags, word) && !closed_itself) depth_ = closes ? std::max(depth_ - 1, 0) : depth_ + 1;
    if (depth_ == 0 && is_one_of(line_tags, word)) text_ += '\n';
  }

  std::string_view html_;
  std::size_t at_ = 0;
  int depth_ = 0;  ///< within what is hidden or quoted
  std::string text_;
};

}  // namespace

std::string text_of_html(std::string_view html) { return Page(html).text(); }

}  // namespace sluss::mail
