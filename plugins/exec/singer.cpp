#include "singer.h"

#include <algorithm>

#include "base/child_process.h"

namespace sluss::exec {
namespace {

const std::string batch_member = "sluss_batch";

std::string text_at(const Value& value, const char* name) {
  const auto* text = value[name].as_text();
  return text == nullptr ? std::string() : *text;
}

/// Nullopt when it is no list of texts.
std::optional<std::vector<std::string>> texts_of(const Value& value) {
  if (value.is_null()) return std::vector<std::string>();
  const auto* items = value.as_list();
  if (items == nullptr) return std::nullopt;
  std::vector<std::string> texts;
  for (const auto& item : *items) {
    if (item.as_text() == nullptr) return std::nullopt;
    texts.push_back(*item.as_text());
  }
  return texts;
}

/// The values of the key's properties with "|" between them, which is written "\|" within one: two keys stay two.
/// Nullopt when one is missing.
std::optional<std::string> key_of(const Value& record, const std::vector<std::string>& properties) {
  std::string key;
  for (const auto& property : properties) {
    const auto& value = record[property];
    const auto* flag = value.as_bool();
    const auto text = flag == nullptr ? value.text_or_empty() : std::string(*flag ? "true" : "false");
    if (text.empty()) return std::nullopt;
    if (&property != &properties.front()) key += '|';
    for (const char c : text) {
      if (properties.size() > 1 && (c == '|' || c == '\\')) key += '\\';
      key += c;
    }
  }
  return properties.empty() ? std::nullopt : std::optional(key);
}

const char* type_of(const Value& value) {
  if (value.as_bool() != nullptr) return "boolean";
  if (value.as_int() != nullptr) return "integer";
  if (value.as_number() != nullptr) return "number";
  if (value.as_list() != nullptr) return "array";
  if (value.as_object() != nullptr) return "object";
  return value.is_null() ? "null" : "string";
}

std::string line_of(const Value& value) { return to_json(value) + "\n"; }

}  // namespace

tl::unexpected<Error> TapReader::refuse(const std::string& what) const {
  return fail(Fault::data, "line " + std::to_string(line_) + " of what the tap wrote is refused: " + what);
}

Result<std::string> TapReader::take(const std::string& line) {
  ++line_;
  if (trim(line).empty()) return std::string();
  if (!is_utf8(line)) return refuse("it is not UTF-8");
  if (line.find('\0') != std::string::npos) return refuse("it holds a NUL");
  const auto message = parse_json(line);
  if (!message) {
    // What begins as a message may be one record among many that a person must see; anything else is no tap's.
    if (!line.starts_with('{')) return refuse("it is no message: a tap writes JSON objects, and all else to stderr");
    return line + "\n";
  }
  if (message->as_object() == nullptr) return refuse("it is no JSON object");
  const auto type = text_at(*message, "type");
  if (type == "RECORD") return take_record(*message);
  if (type == "SCHEMA") {
    SLUSS_TRY(take_schema(*message));
    return std::string();
  }
  if (type == "STATE") {
    if ((*message)["value"].is_null()) return refuse("a STATE without a value");
    state_ = to_json((*message)["value"]);
    return std::string();
  }
  if (type == "ACTIVATE_VERSION") return std::string();
  if (type == "BATCH") return refuse("BATCH messages are not supported: have the tap write RECORD messages");
  return refuse("its type is none of SCHEMA, RECORD, STATE and ACTIVATE_VERSION");
}

Result<void> TapReader::take_schema(const Value& message) {
  const auto stream = text_at(message, "stream");
  if (stream.empty()) return refuse("a SCHEMA without a stream");
  if (message["schema"].as_object() == nullptr) return refuse("a SCHEMA without a schema");
  auto properties = texts_of(message["key_properties"]);
  if (!properties) return refuse("the key_properties of a SCHEMA are no list of names");
  keys_[stream] = std::move(*properties);
  return {};
}

Result<std::string> TapReader::take_record(const Value& message) {
  const auto stream = text_at(message, "stream");
  const auto& record = message["record"];
  if (stream.empty()) return refuse("a RECORD without a stream");
  const auto keys = keys_.find(stream);
  if (keys == keys_.end()) return refuse("a RECORD of the stream \"" + excerpt(stream) + "\" before its SCHEMA");
  if (record.as_object() == nullptr) return refuse("a RECORD without a record");
  if (!wanted_.empty() && !wanted_.contains(stream)) return std::string();
  auto given = Value::object();
  given["stream"] = stream;
  if (auto key = key_of(record, keys->second)) given["key"] = std::move(*key);
  given["record"] = record;
  auto text = line_of(given);
  if (text.size() <= ChildProcess::longest_line) return text;
  return "line " + std::to_string(line_) + " of what the tap wrote: a RECORD of more than 8 MiB\n";
}

std::vector<std::string> TapReader::missing() const {
  std::vector<std::string> names;
  std::copy_if(wanted_.begin(), wanted_.end(), std::back_inserter(names),
               [&](const auto& name) { return !keys_.contains(name); });
  return names;
}

Value schema_of(const std::vector<Value>& records) {
  std::vector<std::pair<std::string, std::set<std::string>>> types;
  for (const auto& record : records) {
    for (const auto& [name, value] : *record.as_object()) {
      auto at =
          std::find_if(types.begin(), types.end(), [&, &member = name](const auto& it) { return it.first == member; });
      if (at == types.end()) at = types.insert(types.end(), {name, {"null"}});
      at->second.insert(type_of(value));
    }
  }
  auto properties = Value::object();
  for (const auto& [name, seen] : types) {
    Value::List list;
    // What never had a value may be anything: text is what anything can be.
    if (seen.size() == 1) list.emplace_back("string");
    for (const auto& type : seen) list.emplace_back(type);
    Value property = Value::object();
    property["type"] = std::move(list);
    properties[name] = std::move(property);
  }
  auto schema = Value::object();
  schema["type"] = "object";
  schema["properties"] = std::move(properties);
  return schema;
}

std::string schema_message(const TargetStream& stream, const std::vector<Value>& records) {
  auto message = Value::object();
  message["type"] = "SCHEMA";
  message["stream"] = stream.stream;
  message["schema"] = stream.schema.is_null() ? schema_of(records) : stream.schema;
  Value::List properties;
  for (const auto& name : stream.key_properties) properties.emplace_back(name);
  message["key_properties"] = std::move(properties);
  return line_of(message);
}

std::string record_message(const std::string& stream, const Value& record) {
  auto message = Value::object();
  message["type"] = "RECORD";
  message["stream"] = stream;
  message["record"] = record;
  return line_of(message);
}

std::string state_message(const std::string& batch) {
  auto value = Value::object();
  value[batch_member] = batch;
  auto message = Value::object();
  message["type"] = "STATE";
  message["value"] = std::move(value);
  return line_of(message);
}

bool is_echo(const std::string& line, const std::string& batch) {
  const auto value = parse_json(line);
  const auto* echoed = value ? (*value)[batch_member].as_text() : nullptr;
  return echoed != nullptr && *echoed == batch;
}

}  // namespace sluss::exec
