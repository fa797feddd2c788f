// Building blocks of a UBL document: elements that are never empty, texts that XML can hold.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "base/money.h"

namespace sluss::ubl {

inline constexpr auto aggregate_namespace = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
inline constexpr auto basic_namespace = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

/// The text as an XML 1.0 document can hold it (production [2] Char): white space and control characters between words
/// become one space; U+FFFE, U+FFFF and bytes that are not UTF-8 are removed. Nothing at either end.
[[nodiscard]] std::string xml_text(std::string_view text);

/// Appends `<name>text</name>`; nothing when no text is left (rule R008: no empty elements).
/// The new element, or a null node.
pugi::xml_node add(pugi::xml_node parent, const char* name, std::string_view text);

/// Appends an amount with its currency, SEK.
void add(pugi::xml_node parent, const char* name, Ore amount);

/// Appends `<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>`.
void add_vat_scheme(pugi::xml_node parent);

/// Takes an element away again when nothing was put into it.
void drop_if_empty(pugi::xml_node element);

}  // namespace sluss::ubl
