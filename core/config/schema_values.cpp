#include "config/schema_values.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>

#include "config/yaml_reader.h"

namespace sluss::config::schema {
namespace {

Value pattern(const char* expression) {
  auto schema = typed("string");
  schema["pattern"] = expression;
  return schema;
}

Value whole_number() { return typed("integer"); }

Value yes_no() {
  auto schema = Value::object();
  schema["enum"] = Value::List{"yes", "no", true, false};
  return schema;
}

Value duration() { return pattern("^(0|[1-9][0-9]{0,5})[smhd]$"); }
Value secret() { return pattern("^secret:[A-Za-z0-9_-][A-Za-z0-9_.-]*$"); }
Value day() { return pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"); }

/// An editor takes `17` for a number, and the reader for a name.
Value name() {
  auto schema = Value::object();
  schema["type"] = Value::List{"string", "integer"};
  // Of ASCII letters, digits, `-` and `_` alone; of the rest everything.
  schema["pattern"] = R"(^[^\x00-\x2c\x2e\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]+$)";
  return schema;
}

Value number(const Key& key) {
  auto schema = whole_number();
  if (key.least == 0 && key.most == 0) return schema;
  schema["minimum"] = key.least;
  schema["maximum"] = key.most;
  return schema;
}

/// A value as it is written in YAML.
Value value_of(const Node& node) {
  if (node.is_list()) {
    auto list = Value::list();
    for (const auto& item : node.items) list.as_list()->push_back(value_of(item));
    return list;
  }
  if (node.is_map()) {
    auto map = Value::object();
    for (const auto& entry : node.entries) map[entry.key] = value_of(entry.value);
    return map;
  }
  if (!node.is_scalar()) return {};
  std::int64_t whole = 0;
  const auto* end = node.text.data() + node.text.size();
  const auto [stopped, failed] = std::from_chars(node.text.data(), end, whole);
  if (!node.quoted && failed == std::errc() && stopped == end) return whole;
  return node.text;
}

Value value_of(const std::string& yaml) {
  Diagnostics diagnostics;
  const auto node = read_yaml("value: " + yaml, std::make_shared<const std::string>("an example"), diagnostics);
  return node && diagnostics.ok() ? value_of((*node)["value"]) : Value(yaml);
}

bool takes_any_text(const Value& schema) {
  const auto& type = schema["type"];
  const bool is_text = type == Value("string") || type == Value(Value::List{"string", "number"});
  return is_text && schema["pattern"].is_null() && schema["enum"].is_null();
}

}  // namespace

Value typed(const char* type) {
  auto schema = Value::object();
  schema["type"] = type;
  return schema;
}

Value list_of(Value item) {
  auto schema = typed("array");
  schema["items"] = std::move(item);
  return schema;
}

Value text() {
  auto schema = Value::object();
  schema["type"] = Value::List{"string", "number"};
  return schema;
}

Value texts() { return list_or_one(text()); }

Value word(const std::vector<std::string>& words) {
  auto schema = typed("string");
  schema["enum"] = Value::List(words.begin(), words.end());
  return schema;
}

Value parameter() { return pattern("^\\$\\{[^}]+\\}$"); }

Value reference(const std::string& definition) {
  auto schema = Value::object();
  schema["$ref"] = "#/definitions/" + definition;
  return schema;
}

Value any_of(Value::List alternatives) {
  if (alternatives.size() == 1) return alternatives.front();
  auto schema = Value::object();
  schema["anyOf"] = std::move(alternatives);
  return schema;
}

Value list_or_one(const Value& item) { return any_of({item, list_of(item)}); }

Value in(Where where, Value schema) {
  const bool is_open = schema.as_object() != nullptr && schema.as_object()->empty();
  if (where == Where::plain || is_open || takes_any_text(schema)) return schema;
  return any_of({std::move(schema), parameter()});
}

Value of_option(const OptionInfo& option) {
  switch (option.kind) {
    case OptionKind::text: return text();
    case OptionKind::yes_no: return yes_no();
    case OptionKind::whole_number: return whole_number();
    case OptionKind::path: return typed("string");
    case OptionKind::duration: return duration();
    case OptionKind::secret: return secret();
    case OptionKind::texts: return texts();
    case OptionKind::choice: return word(option.words);
    case OptionKind::table: return option.shape.is_null() ? Value::object() : option.shape;
  }
  return Value::object();
}

Value of_key(const Key& key) {
  switch (key.kind) {
    case ValueKind::text:
    case ValueKind::term: return text();
    case ValueKind::texts: return texts();
    case ValueKind::name: return name();
    case ValueKind::path: return typed("string");
    case ValueKind::secret: return secret();
    case ValueKind::secrets: return list_or_one(secret());
    case ValueKind::yes_no: return yes_no();
    case ValueKind::number: return number(key);
    case ValueKind::numbers: return list_or_one(number(key));
    case ValueKind::duration: return duration();
    case ValueKind::size: return pattern("^[1-9][0-9]{0,6} (MiB|GiB)$");
    case ValueKind::months: return pattern("^[1-9][0-9]{0,2} months$");
    case ValueKind::word: return word(key.words);
    case ValueKind::words: return list_or_one(word(key.words));
    case ValueKind::day: return day();
    case ValueKind::moment:
      return pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2}))?$");
    case ValueKind::month_day: return pattern("^[0-9]{2}-[0-9]{2}$");
    case ValueKind::term_day: return pattern("^[0-9]{2}-[0-9]{2}( the year (before|after))?$");
    case ValueKind::kronor: return pattern("^[0-9]+([.][0-9]{1,2})? ?kr$|^[0-9]+[.][0-9]{2}$");
    case ValueKind::days: return list_or_one(pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}( to [0-9]{4}-[0-9]{2}-[0-9]{2})?$"));
    case ValueKind::inlets: return list_or_one(text());
    case ValueKind::anything: return Value::object();
    default: return {};
  }
}

Value described(Value schema, const std::string& text, const std::string& fallback, const std::string& example) {
  // Beside a reference nothing else counts in this draft.
  if (!std::as_const(schema)["$ref"].is_null()) {
    auto around = Value::object();
    around["allOf"] = Value::List{std::move(schema)};
    schema = std::move(around);
  }
  schema["description"] = fallback.empty() ? text : text + ". Default: " + fallback;
  if (!fallback.empty()) schema["default"] = value_of(fallback);
  if (!example.empty()) schema["examples"] = Value::List{value_of(example)};
  return schema;
}

Value deprecated(Value schema, const std::string& now) {
  const auto text = "The former name of " + now + "; sluss check --fix writes the present one";
  schema = described(std::move(schema), text, "", "");
  // The first is of later drafts, the second what editors show beside it.
  schema["deprecated"] = true;
  schema["deprecationMessage"] = text;
  return schema;
}

Value need_one_of(const std::vector<std::string>& names) {
  Value::List alternatives;
  for (const auto& name : names) {
    auto one = Value::object();
    one["required"] = Value::List{name};
    alternatives.push_back(std::move(one));
  }
  return any_of(std::move(alternatives));
}

Value not_both(const std::string& name, const std::string& other) {
  auto schema = Value::object();
  schema["not"]["required"] = Value::List{name, other};
  return schema;
}

}  // namespace sluss::config::schema
