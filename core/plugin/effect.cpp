#include "plugin/effect.h"

#include <algorithm>

#include "base/text.h"

namespace sluss {
namespace {

bool lies_within(std::string_view path, std::string_view outer) {
  return path.starts_with(outer) && (path.size() == outer.size() || path[outer.size()] == '.');
}

void add_paths(const Value& value, const std::string& at, std::vector<std::string>& paths) {
  const auto* members = value.as_object();
  if (members == nullptr) {
    if (!at.empty()) paths.push_back(at);
    return;
  }
  for (const auto& [name, member] : *members) add_paths(member, at.empty() ? name : at + "." + name, paths);
}

}  // namespace

bool may_hold(const std::vector<std::string>& paths, std::string_view path) {
  return std::any_of(paths.begin(), paths.end(),
                     [&](const std::string& held) { return lies_within(path, held) || lies_within(held, path); });
}

std::vector<std::string> paths_in(const Value& body) {
  std::vector<std::string> paths;
  add_paths(body, "", paths);
  return paths;
}

Value body_with(const std::vector<std::string>& paths) {
  auto body = Value::object();
  for (const auto& path : paths) {
    auto* at = &body;
    for (const auto name : split(path, '.')) {
      if (at->as_object() == nullptr) *at = Value::object();
      at = &(*at)[std::string(name)];
    }
    if (at->as_object() == nullptr) *at = "x";
  }
  return body;
}

}  // namespace sluss
