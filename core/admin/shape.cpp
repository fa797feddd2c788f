#include "admin/shape.h"

#include <algorithm>

#include "base/text.h"

namespace sluss::admin::shape {
namespace {

constexpr std::int64_t longest_text = 10'000;  // characters of one member of a request

Value of_type(const char* type, const std::string& meaning) {
  auto shape = Value::object();
  shape["type"] = type;
  shape["description"] = meaning;
  return shape;
}

bool is_of_type(const Value& value, const std::string& type) {
  if (type == "string") return value.as_text() != nullptr;
  if (type == "integer") return value.as_int() != nullptr;
  if (type == "boolean") return value.as_bool() != nullptr;
  if (type == "array") return value.as_list() != nullptr;
  if (type == "object") return value.as_object() != nullptr;
  return true;
}

std::string called(const std::string& type) {
  if (type == "string") return "a text";
  if (type == "integer") return "a whole number";
  if (type == "boolean") return "true or false";
  return type == "array" ? "a list" : "an object";
}

bool has(const Value& list, const std::string& text) {
  const auto* items = list.as_list();
  return items != nullptr && std::ranges::any_of(*items, [&](const Value& item) { return item == Value(text); });
}

std::string fault_of_members(const Value& value, const Value& shape, const std::string& name) {
  const auto& properties = shape["properties"];
  const auto prefix = name.empty() ? "" : name + ".";
  for (const auto& [member, inner] : *value.as_object()) {
    if (properties[member].is_null()) return "there is no \"" + prefix + excerpt(member) + "\" here";
    if (auto fault = fault_of(inner, properties[member], prefix + member); !fault.empty()) return fault;
  }
  if (const auto* required = shape["required"].as_list()) {
    for (const auto& one : *required) {
      const auto& needed = *one.as_text();
      const auto& members = *value.as_object();
      if (std::ranges::none_of(members, [&](const auto& member) { return member.first == needed; }))
        return "\"" + prefix + needed + "\" is missing";
    }
  }
  return {};
}

}  // namespace

Value text(const std::string& meaning) {
  auto shape = of_type("string", meaning);
  shape["maxLength"] = longest_text;
  return shape;
}

Value word(const std::string& meaning, const std::vector<std::string>& words) {
  auto shape = of_type("string", meaning);
  shape["enum"] = Value::list();
  for (const auto& one : words) shape["enum"].as_list()->emplace_back(one);
  return shape;
}

Value whole(const std::string& meaning) {
  auto shape = of_type("integer", meaning);
  shape["minimum"] = 0;
  return shape;
}

Value amount(const std::string& meaning) { return of_type("integer", meaning); }

Value yes_no(const std::string& meaning) { return of_type("boolean", meaning); }

Value list_of(Value items) {
  auto shape = Value::object();
  shape["type"] = "array";
  shape["items"] = std::move(items);
  return shape;
}

Value anything(const std::string& meaning) {
  auto shape = Value::object();
  shape["description"] = meaning;
  return shape;
}

Value object(const std::vector<Member>& members) {
  auto shape = Value::object();
  shape["type"] = "object";
  shape["properties"] = Value::object();
  shape["required"] = Value::list();
  shape["additionalProperties"] = false;
  for (const auto& member : members) {
    shape["properties"][member.name] = member.shape;
    if (member.need == Need::always) shape["required"].as_list()->emplace_back(member.name);
  }
  return shape;
}

Value page_of(Value items) {
  return object({{"items", list_of(std::move(items))},
                 {"next", text("Where the next page begins: give it back as `after`"), Need::sometimes}});
}

std::string fault_of(const Value& value, const Value& shape, const std::string& name) {
  const auto type = shape["type"].text_or_empty();
  const auto what = name.empty() ? std::string("the body") : "\"" + name + "\"";
  if (!is_of_type(value, type)) return what + ": expected " + called(type);
  if (const auto* least = shape["minimum"].as_int(); least != nullptr && value.as_int() != nullptr)
    if (*value.as_int() < *least) return what + ": expected at least " + std::to_string(*least);
  if (const auto* longest = shape["maxLength"].as_int(); longest != nullptr && value.as_text() != nullptr)
    if (characters_in(*value.as_text()) > static_cast<std::size_t>(*longest))
      return what + ": expected at most " + std::to_string(*longest) + " characters";
  if (!shape["enum"].is_null() && !has(shape["enum"], value.text_or_empty())) {
    std::string words;
    for (const auto& one : *shape["enum"].as_list()) words += (words.empty() ? "" : ", ") + one.text_or_empty();
    return what + ": expected one of " + words;
  }
  if (value.as_object() != nullptr && type == "object") return fault_of_members(value, shape, name);
  if (value.as_list() != nullptr && type == "array") {
    for (const auto& item : *value.as_list())
      if (auto fault = fault_of(item, shape["items"], name); !fault.empty()) return fault;
  }
  return {};
}

}  // namespace sluss::admin::shape
