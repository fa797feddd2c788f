#include "base/value.h"

#include <algorithm>

namespace sluss {
namespace {

const Value nothing;

/// Cuts the first name off a dotted path.
std::string_view take_name(std::string_view& path) {
  const auto dot = path.find('.');
  const auto name = path.substr(0, dot);
  path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  return name;
}

}  // namespace

const Value& Value::operator[](std::string_view name) const {
  if (const auto* members = as_object()) {
    const auto at = std::find_if(members->begin(), members->end(), [&](const auto& m) { return m.first == name; });
    if (at != members->end()) return at->second;
  }
  return nothing;
}

Value& Value::operator[](std::string_view name) {
  if (as_object() == nullptr) data_ = Object{};
  auto& members = *as_object();
  const auto at = std::find_if(members.begin(), members.end(), [&](const auto& m) { return m.first == name; });
  return at != members.end() ? at->second : members.emplace_back(std::string(name), Value()).second;
}

const Value& Value::at(std::string_view path) const {
  const auto* here = this;
  while (!path.empty()) here = &std::as_const(*here)[take_name(path)];
  return *here;
}

Value& Value::make(std::string_view path) {
  auto* here = this;
  while (!path.empty()) here = &(*here)[take_name(path)];
  return *here;
}

std::string Value::text_or_empty() const {
  if (const auto* text = as_text()) return *text;
  if (const auto* integer = as_int()) return std::to_string(*integer);
  if (const auto* number = as_number()) return number->text;
  return {};
}

}  // namespace sluss
