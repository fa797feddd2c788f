#include "names.h"

#include <algorithm>
#include <cctype>

namespace sluss::xml {
namespace {

constexpr std::size_t longest_way = 20;

bool is_name(std::string_view text) {
  const auto fits = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return std::isalnum(byte) != 0 || byte >= 0x80 || c == '_' || c == '-' || c == '.';
  };
  const auto may_begin = [&](char c) {
    return fits(c) && c != '-' && c != '.' && std::isdigit(static_cast<unsigned char>(c)) == 0;
  };
  return !text.empty() && may_begin(text.front()) && std::all_of(text.begin(), text.end(), fits);
}

}  // namespace

Prefixes Prefixes::read(const Node& table, Diagnostics& diagnostics) {
  Prefixes prefixes;
  if (table.kind == Node::Kind::missing) return prefixes;
  if (!table.is_map()) diagnostics.add(table, "expected a table of prefixes", "for example { p: \"urn:example:1\" }");
  for (const auto& [prefix, key_mark, value] : table.entries) {
    if (!is_name(prefix)) diagnostics.add(value, "\"" + prefix + "\" is no prefix: expected letters and digits");
    if (!value.is_scalar() || value.text.empty())
      diagnostics.add(value, "expected the namespace that the prefix stands for");
    if (prefixes.prefix_of(value.text)) diagnostics.add(value, "another prefix stands for this namespace already");
    prefixes.declared_.emplace_back(prefix, value.text);
  }
  return prefixes;
}

std::optional<std::string_view> Prefixes::space_of(std::string_view prefix) const {
  for (const auto& [declared, space] : declared_) {
    if (declared == prefix) return space;
  }
  return std::nullopt;
}

std::optional<std::string_view> Prefixes::prefix_of(std::string_view space) const {
  for (const auto& [prefix, declared] : declared_) {
    if (declared == space) return prefix;
  }
  return std::nullopt;
}

tl::expected<Way, std::string> read_way(std::string_view text, const Prefixes& prefixes) {
  if (text.starts_with('/')) text.remove_prefix(1);
  Way way;
  for (const auto step : split(text, '/')) {
    const auto colon = step.find(':');
    const auto local = colon == std::string_view::npos ? step : step.substr(colon + 1);
    if (!is_name(local) || way.size() == longest_way)
      return tl::unexpected<std::string>(
          "expected at most 20 names of elements with slashes between them, from the document element on");
    Name name{"", std::string(local)};
    if (colon != std::string_view::npos) {
      const auto space = prefixes.space_of(step.substr(0, colon));
      if (!space)
        return tl::unexpected<std::string>("the prefix \"" + std::string(step.substr(0, colon)) +
                                           "\" is not declared in namespaces");
      name.space = *space;
    }
    way.push_back(std::move(name));
  }
  return way;
}

}  // namespace sluss::xml
