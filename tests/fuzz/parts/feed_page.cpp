// A page of an Atom feed: what is made of an entry is XML again, and can be read as such.
#include "fuzz/part.h"
#include "page.h"

namespace sluss::fuzz {
namespace {

/// What the format would be given, within a page.
bool is_whole(const std::string& xml) {
  return feed::read_page("<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>x</id><content>" + xml +
                         "</content></entry></feed>")
      .has_value();
}

}  // namespace

std::string broken_by(std::string_view bytes) {
  const auto page = feed::read_page(bytes);
  if (!page) return broken_error(page.error());
  for (const auto& entry : page->entries) {
    if (entry.id.empty()) return "an entry without an id";
    if (!is_utf8(entry.xml)) return "an entry that is not UTF-8";
    if (!is_whole(entry.xml)) return "an entry that is no XML any more";
    if (!is_whole(feed::without_content(entry))) return "an entry without its content that is no XML any more";
  }
  for (const auto* link : {&page->self, &page->via, &page->prev, &page->next})
    if (!is_utf8(*link)) return "a link that is not UTF-8";
  return {};
}

}  // namespace sluss::fuzz
