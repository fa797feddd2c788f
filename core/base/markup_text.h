// The texts of an XML document, changed where they stand: for samples whose values must not be kept.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sluss::xml {

/// Each is given what stands there, as it is escaped in the document, and gives what takes its place.
struct TextEdits {
  std::function<std::string(std::string_view)> text;  ///< texts and CDATA
  std::function<std::string(std::string_view name, std::string_view value)> attribute;
  std::function<std::string(std::string_view)> comment = [](auto) { return std::string(); };  ///< and instructions
  std::function<void(std::string_view name)> start = [](auto) {};  ///< an element begins; before its attributes
  std::function<void()> end = [] {};
};

/// The document (UTF-8) with its texts edited and its markup as it was. Texts of blanks alone are not asked about.
/// Pure; no parser: whether the outcome is well-formed is for its reader to say. Error (Fault::data): a DOCTYPE, or
/// markup that breaks off.
[[nodiscard]] Result<std::string> edit_texts(std::string_view document, const TextEdits& edits);

/// Does it begin with an XML declaration? "<?xml-stylesheet" and "<?xmlx" are other things.
[[nodiscard]] bool is_xml_declaration(std::string_view text);

}  // namespace sluss::xml
