#include "base/differences.h"

namespace sluss {
namespace {

void compare(const Value& before, const Value& after, const std::string& path, std::vector<std::string>& found) {
  const bool may_enter = before.as_object() != nullptr || after.as_object() != nullptr;
  const bool stops_at_one =
      (before.as_object() == nullptr && !before.is_null()) || (after.as_object() == nullptr && !after.is_null());
  if (!may_enter || stops_at_one) {
    if (before != after) found.push_back(path);
    return;
  }
  const auto below = [&](const std::string& name) { return path.empty() ? name : path + "." + name; };
  if (const auto* members = before.as_object()) {
    for (const auto& [name, value] : *members) {
      if (!value.is_null()) compare(value, after[name], below(name), found);
    }
  }
  if (const auto* members = after.as_object()) {
    for (const auto& [name, value] : *members) {
      if (before[name].is_null()) compare({}, value, below(name), found);
    }
  }
}

}  // namespace

std::vector<std::string> differing_paths(const Value& before, const Value& after) {
  std::vector<std::string> found;
  compare(before, after, "", found);
  return found;
}

}  // namespace sluss
