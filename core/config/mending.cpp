#include "config/mending.h"

#include <algorithm>
#include <tuple>

#include "config/yaml_source.h"

namespace sluss::config {
namespace {

auto place_of(const Diagnostic& fault) { return std::tuple(fault.mark.line, fault.mark.column); }

/// The bytes that are marked; empty: there are none.
std::string_view marked(const YamlSource& source, const Mark& mark) {
  const auto begin = source.position(mark);
  auto behind = mark;
  behind.column += mark.length;
  const auto end = source.position(behind);
  return begin && end ? source.text().substr(*begin, *end - *begin) : std::string_view();
}

std::string renamed(std::string text, const Renaming& renaming) {
  for (auto at = text.find(renaming.former); at != std::string::npos;
       at = text.find(renaming.former, at + renaming.now.size()))
    text.replace(at, renaming.former.size(), renaming.now);
  return text;
}

}  // namespace

Mending mend(std::string_view bytes, std::vector<Diagnostic> found) {
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return place_of(a) < place_of(b); });
  // What two connections find in their connector is changed once.
  const auto same = [](const auto& a, const auto& b) {
    return place_of(a) == place_of(b) && a.cure->former == b.cure->former;
  };
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  const YamlSource source(bytes, nullptr);
  Mending mending;
  std::size_t from = 0;
  const auto begin = bytes.size() - source.text().size();
  for (auto first = found.begin(); first != found.end();) {
    const auto last =
        std::find_if(first, found.end(), [&](const auto& other) { return place_of(other) != place_of(*first); });
    const auto part = marked(source, first->mark);
    std::string text(part);
    for (; first != last; ++first) {
      auto changed = renamed(text, *first->cure);
      auto& list = changed == text ? mending.left : mending.done;
      list.push_back(std::move(*first));
      text = std::move(changed);
    }
    if (text == part) continue;
    const auto at = begin + source.position_of(part);
    mending.bytes += bytes.substr(from, at - from);
    mending.bytes += text;
    from = at + part.size();
  }
  mending.bytes += bytes.substr(from);
  return mending;
}

}  // namespace sluss::config
