#include "xml.h"

#include <algorithm>
#include <cstddef>

#include "base/text.h"

namespace sluss::ubl {
namespace {

/// The length in bytes that a UTF-8 sequence has by its first byte; 0 for a byte that cannot be first.
std::size_t length_by_first(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  if (first >= 0xF0 && first < 0xF5) return 4;
  return 0;
}

/// The first character of the text; empty when the text does not begin with valid UTF-8.
std::string_view first_character(std::string_view text) {
  const auto length = length_by_first(static_cast<unsigned char>(text.front()));
  const auto character = text.substr(0, length);
  return length == character.size() && is_utf8(character) ? character : std::string_view();
}

bool is_space(std::string_view character) {
  return character.size() == 1 && (static_cast<unsigned char>(character.front()) <= 0x20);
}

bool is_allowed(std::string_view character) { return character != "\uFFFE" && character != "\uFFFF"; }

}  // namespace

std::string xml_text(std::string_view text) {
  std::string clean;
  while (!text.empty()) {
    const auto character = first_character(text);
    if (is_space(character)) {
      if (!clean.empty() && clean.back() != ' ') clean += ' ';
    } else if (is_allowed(character)) {
      clean += character;
    }
    text.remove_prefix(std::max<std::size_t>(character.size(), 1));
  }
  return std::string(trim(clean));
}

pugi::xml_node add(pugi::xml_node parent, const char* name, std::string_view text) {
  const auto clean = xml_text(text);
  if (clean.empty()) return {};
  auto element = parent.append_child(name);
  element.text().set(clean.c_str());
  return element;
}

void add(pugi::xml_node parent, const char* name, Ore amount) {
  add(parent, name, to_decimal(amount)).append_attribute("currencyID").set_value("SEK");
}

void add_vat_scheme(pugi::xml_node parent) { add(parent.append_child("cac:TaxScheme"), "cbc:ID", "VAT"); }

void drop_if_empty(pugi::xml_node element) {
  if (!element.first_child()) element.parent().remove_child(element);
}

}  // namespace sluss::ubl
