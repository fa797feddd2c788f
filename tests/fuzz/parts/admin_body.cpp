// A body against the shape of every route that takes one: refused with a short text, or of that shape in truth.
#include <algorithm>

#include "admin/route.h"
#include "base/json.h"
#include "fuzz/part.h"

namespace sluss::fuzz {
namespace {

bool has_member(const Value& value, const std::string& name) {
  const auto& members = *value.as_object();
  return std::ranges::any_of(members, [&](const auto& member) { return member.first == name; });
}

/// What every body here is: an object that has what must be there and nothing else.
std::string broken_fit(const Value& value, const Value& shape) {
  if (value.as_object() == nullptr) return "no object, and taken";
  for (const auto& needed : *shape["required"].as_list())
    if (!has_member(value, *needed.as_text())) return "taken without " + *needed.as_text();
  for (const auto& [name, member] : *value.as_object()) {
    const auto type = shape["properties"][name]["type"].text_or_empty();
    if (!has_member(shape["properties"], name)) return "taken with a member that there is not";
    if (type == "string" && (member.as_text() == nullptr || characters_in(*member.as_text()) > 10'000))
      return "no text: " + name;
    if (type == "integer" && member.as_int() == nullptr) return "no whole number: " + name;
    if (type == "boolean" && member.as_bool() == nullptr) return "neither true nor false: " + name;
    if (type == "array" && member.as_list() == nullptr) return "no list: " + name;
  }
  return {};
}

}  // namespace

std::string broken_by(std::string_view bytes) {
  const auto value = parse_json(bytes);
  if (!value) return broken_error(value.error());
  for (const auto& route : admin::all_routes()) {
    if (route.body.is_null()) continue;
    const auto fault = admin::shape::fault_of(*value, route.body, "");
    const auto broken = fault.empty() ? broken_fit(*value, route.body) : broken_text({Fault::data, fault});
    if (!broken.empty()) return route.path + ": " + broken;
  }
  return {};
}

}  // namespace sluss::fuzz
