#include "config/inheritance.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace sluss::config {
namespace {

/// How far down two documents are joined: below that, the nearer one's value stands as a whole.
enum class Level { document, parameters, parameter, ways, way, entries, whole };

Level below(Level level, std::string_view key) {
  switch (level) {
    case Level::document:
      if (key == "parameters") return Level::parameters;
      return key == "provides" || key == "takes" ? Level::ways : Level::whole;
    case Level::parameters: return Level::parameter;
    case Level::ways: return Level::way;
    case Level::way: return key == "map" || key == "with" ? Level::entries : Level::whole;
    default: return Level::whole;
  }
}

Node join(const Node& base, const Node& own, Level level) {
  if (level == Level::whole || !base.is_map() || !own.is_map()) return own;
  auto joined = own;
  joined.entries = base.entries;
  for (const auto& entry : own.entries) {
    const auto at = std::find_if(joined.entries.begin(), joined.entries.end(),
                                 [&](const Node::Entry& other) { return other.key == entry.key; });
    if (entry.value.kind == Node::Kind::null) {
      if (at != joined.entries.end()) joined.entries.erase(at);
    } else if (at == joined.entries.end()) {
      joined.entries.push_back(entry);
    } else {
      at->value = join(at->value, entry.value, below(level, entry.key));
      at->key_mark = entry.key_mark;
    }
  }
  return joined;
}

std::optional<std::array<int, 3>> parts_of(std::string_view text) {
  std::array<int, 3> parts{};
  const auto texts = split(text, '.');
  if (texts.size() < 2 || texts.size() > 3) return std::nullopt;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto* end = texts[i].data() + texts[i].size();
    const auto parsed = std::from_chars(texts[i].data(), end, parts.at(i));
    if (parsed.ec != std::errc() || parsed.ptr != end || parts.at(i) < 0) return std::nullopt;
  }
  return parts;
}

}  // namespace

Node inherit(const Node& base, const Node& connector) {
  auto joined = join(base, connector, Level::document);
  // Each says for itself what it is, of which version, and what it needs.
  std::erase_if(joined.entries, [&](const Node::Entry& entry) {
    const bool is_own = connector.has(entry.key);
    return entry.key == "extends" ||
           (!is_own && (entry.key == "summary" || entry.key == "version" || entry.key == "requires"));
  });
  return joined;
}

bool is_version(std::string_view text) { return parts_of(text).has_value(); }

bool is_at_least(std::string_view version, std::string_view least) {
  const auto has = parts_of(version), needed = parts_of(least);
  return has && needed && *has >= *needed;
}

}  // namespace sluss::config
