#include "page.h"

#include "plugin/sdk.h"

namespace sluss::fixed_width {
namespace {

Value of_type(Value type, const char* text) {
  auto schema = Value::object();
  schema["type"] = std::move(type);
  schema["description"] = text;
  return schema;
}

Value text(const char* text) { return of_type(Value::List{"string", "number"}, text); }

Value word(Value::List words, const char* text) {
  auto schema = of_type("string", text);
  schema["enum"] = std::move(words);
  return schema;
}

/// An editor takes a column alone, `48`, for a number.
Value columns(const char* text) {
  auto schema = of_type(Value::List{"string", "integer"}, text);
  schema["pattern"] = "^[1-9][0-9]*(-[1-9][0-9]*)?$";
  return schema;
}

Value whole(std::int64_t least, std::int64_t most, const char* text) {
  auto schema = of_type("integer", text);
  schema["minimum"] = least;
  schema["maximum"] = most;
  return schema;
}

Value names(const char* text) {
  auto list = of_type("array", text);
  list["items"]["type"] = "string";
  auto schema = Value::object();
  schema["anyOf"] = Value::List{of_type("string", text), std::move(list)};
  schema["description"] = text;
  return schema;
}

Value map_of(Value properties, Value::List required) {
  auto schema = Value::object();
  schema["type"] = "object";
  schema["properties"] = std::move(properties);
  if (!required.empty()) schema["required"] = std::move(required);
  schema["additionalProperties"] = false;
  return schema;
}

Value field_table() {
  auto keys = Value::object();
  keys["at"] = columns("The first and last column, counted in characters from 1");
  keys["as"] = word({"text", "integer", "decimal", "ore", "date"}, "What it is; text when left out");
  keys["align"] = word({"left", "right"}, "Where the value stands");
  keys["pad"] = text("One character that fills the rest");
  keys["sign"] = word({"none", "leading", "trailing"}, "Where a minus stands");
  keys["decimals"] = whole(0, 6, "Digits behind a point that does not stand there");
  keys["format"] = text("Of a date: YYYY or YY, MM, DD and - / .");
  keys["optional"] = Value::object();
  keys["optional"]["enum"] = Value::List{"yes", "no"};
  keys["optional"]["description"] = "yes: it may be empty";
  keys["from"] = text("Written: what the item has there; with a slash before it, what the message has");
  keys["value"] = text("Always this");
  keys["count"] = names("How many records of these kinds the file has");
  keys["sum"] = names("The sum of these fields over the file");
  keys["sign_of"] = text("The sign of another field stands here");
  keys["plus"] = text("As what a plus stands");
  keys["minus"] = text("As what a minus stands");
  keys["minus_if"] = text("The number is below zero when the message has this member");
  keys["minus_unless"] = text("The same when the message lacks it");
  keys["text"] = text("Made of what the item has: \"{first} - {last}\"");
  auto table = Value::object();
  table["type"] = Value::List{"string", "number", "object"};
  table["additionalProperties"] = text("A text for this id");
  table["description"] = "A text for each value of the member that `by` names, or one for all";
  keys["table"] = std::move(table);
  keys["by"] = text("The member by which the table is searched");
  return map_of(std::move(keys), {"at"});
}

}  // namespace

std::string records_shape() {
  auto tag = Value::object();
  tag["at"] = columns("The columns of the tag");
  tag["is"] = text("The text by which the record is known");
  auto field = Value::object();
  field["anyOf"] = Value::List{columns("Its columns"), field_table()};
  auto fields = Value::object();
  fields["type"] = "object";
  fields["minProperties"] = 1;
  fields["additionalProperties"] = std::move(field);
  fields["description"] = "The fields by name, each with its columns";
  auto keys = Value::object();
  keys["kind"] = word({"header", "row", "trailer"}, "What the record is; row when left out");
  keys["tag"] = map_of(std::move(tag), {"at", "is"});
  keys["each"] = text("Written: the list of the message that it is written for, item by item");
  keys["length"] = whole(1, 10'000, "The characters of a line");
  keys["fields"] = std::move(fields);
  auto records = Value::object();
  records["type"] = "object";
  records["minProperties"] = 1;
  records["additionalProperties"] = map_of(std::move(keys), {"fields"});
  return to_json(records);
}

}  // namespace sluss::fixed_width
