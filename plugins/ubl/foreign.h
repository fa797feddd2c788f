// Looks into a UBL document that others wrote: what is dangerous is refused, and elements are known by namespace and
// local name, never by prefix.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sluss::ubl {

[[nodiscard]] std::string_view local_name_of(std::string_view name);
[[nodiscard]] bool is(pugi::xml_node node, std::string_view space, std::string_view name);
/// The first child of that name, in the namespace of aggregates or of basic components; null when there is none.
[[nodiscard]] pugi::xml_node group(pugi::xml_node parent, std::string_view name);
[[nodiscard]] pugi::xml_node field(pugi::xml_node parent, std::string_view name);

/// Fault::data. The text names an element, never its content.
[[nodiscard]] tl::unexpected<Error> refuse(const std::string& what);
[[nodiscard]] tl::unexpected<Error> refuse_field(std::string_view name, const char* expected);

/// A text that must stand there, trimmed; a day.
[[nodiscard]] Result<std::string> text_of(pugi::xml_node parent, std::string_view name);
[[nodiscard]] Result<std::string> day_of(pugi::xml_node parent, std::string_view name);

/// The root element. Refused: what is not UTF-8, not well-formed, has a DOCTYPE, more than 100 levels, or an element
/// with more than 100 attributes.
[[nodiscard]] Result<pugi::xml_node> parse_foreign(pugi::xml_document& document, std::string_view bytes);

}  // namespace sluss::ubl
