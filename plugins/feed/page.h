// One page of an Atom feed (RFC 4287), with the links by which its pages hang together (RFC 5005). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sluss::feed {

/// Texts are without blanks and line breaks around them: ids come padded.
struct Entry {
  std::string id;
  std::string updated;
  std::string term;  ///< of its category: "http://schemas.ladok.se/studiedeltagande/RegistreringEvent"
  std::string type;  ///< the last part of the term; without a category the name of what it holds
  std::string xml;   ///< the entry as the format is given it: see `read_page`
};

struct Page {
  std::string self, via, prev, next;  ///< addresses as they stand there; empty: there is none
  std::vector<Entry> entries;         ///< as they stand there: newest first
};

/// What tells that the entry came, and nothing of what stands in it:
///   <entry id=".." updated=".." type=".." term=".." passed_over="yes"></entry>
[[nodiscard]] std::string without_content(const Entry& entry);

/// Reads a page. Elements that are not known are passed over, whatever their order. Of each entry is made
///   <entry id=".." updated=".." type=".." term=".."> what stands within the one element in its content </entry>
/// with the names of elements and attributes without their namespaces, which change from version to version, and texts
/// without blanks around them.
/// Error (Fault::data, never quoting the page): what is not well-formed or not UTF-8, a DOCTYPE, more than 100 levels,
/// what is no Atom feed, an entry without id.
[[nodiscard]] Result<Page> read_page(std::string_view bytes);

}  // namespace sluss::feed
