#include "page.h"

#include "base/json.h"
#include "converter.h"

namespace sluss::map {
namespace {

Value described(Value schema, const char* text) {
  schema["description"] = text;
  return schema;
}

Value typed(const char* type) {
  auto schema = Value::object();
  schema["type"] = type;
  return schema;
}

/// Editors take `17` for a number; the table reads it as a text.
Value text() {
  auto schema = Value::object();
  schema["type"] = Value::List{"string", "number"};
  return schema;
}

Value texts() {
  auto list = typed("array");
  list["items"] = text();
  list["minItems"] = 1;
  auto schema = Value::object();
  schema["anyOf"] = Value::List{text(), std::move(list)};
  return schema;
}

Value converter_word() {
  auto schema = typed("string");
  auto& words = schema["enum"] = Value::list();
  for (const auto& name : converter_names()) words.as_list()->emplace_back(name);
  return schema;
}

Value rule_properties() {
  auto words = typed("object");
  words["additionalProperties"] = text();
  words["minProperties"] = 1;
  auto yes_no = Value::object();
  yes_no["enum"] = Value::List{"yes", "no", true, false};
  auto keys = Value::object();
  keys["from"] = described(texts(), "A column; of several, the parts that are not empty, joined by a space");
  keys["either"] = described(texts(), "The first of these columns that the table has");
  keys["value"] = described(text(), "A constant text; no column");
  keys["as"] = described(converter_word(), "A converter; text when left out");
  keys["format"] = described(texts(), "Of date and dates: one or more formats; of decimal and kronor: comma or point");
  keys["key"] = described(text(), "Of digest, required: a secret of at least 32 characters, as secret:NAME");
  keys["lookup"] = described(std::move(words), "Words of the source and what they mean; case makes no difference");
  keys["else"] = described(text(), "For a word that is not in lookup; without it that is a fault");
  keys["default"] = described(text(), "What an empty cell would say");
  keys["optional"] = described(std::move(yes_no), "yes: the column may be missing");
  return keys;
}

Example shown(const char* name, const char* does, const char* table, const char* input, const char* output) {
  return {name, does, table, input, output, ""};
}

}  // namespace

std::string table_shape() {
  auto rule = typed("object");
  rule["properties"] = rule_properties();
  rule["additionalProperties"] = false;
  Value::List origins;
  for (const auto* origin : {"from", "either", "value"}) {
    auto one = Value::object();
    one["required"] = Value::List{origin};
    origins.push_back(std::move(one));
  }
  rule["oneOf"] = std::move(origins);
  auto target = texts();
  target["anyOf"].as_list()->push_back(std::move(rule));
  auto table = typed("object");
  table["propertyNames"] = typed("string");
  table["propertyNames"]["pattern"] = "^[a-z0-9_]+([.][a-z0-9_]+)*$";
  table["additionalProperties"] = std::move(target);
  table["minProperties"] = 1;
  return to_json(table);
}

Section converter_section() {
  Section section{
      "Converters", "`as:` names one; `text` when it is left out. What cannot be read is a fault of its row.", {}};
  for (const auto& converter : converters()) {
    auto rule = "{ from: Cell, as: " + std::string(converter.name);
    if (!converter.options.empty()) rule += ", " + std::string(converter.options);
    auto input = Value::object();
    input["Cell"] = converter.cell;
    section.examples.push_back({std::string(converter.name),
                                "Takes " + std::string(converter.takes) + "; gives " + std::string(converter.gives),
                                "{ target: " + rule + " } }", to_json(input),
                                "{\"target\":" + std::string(converter.example) + "}", ""});
  }
  return section;
}

Section source_section() {
  return {"Where a value comes from",
          "Each target is a column, a list of columns, or a table of the keys below.",
          {
              shown("a column", "Its cell; where it is empty, the target is left out", "{ id: Nr, term: Termin }",
                    R"({"Nr":"17","Termin":""})", R"({"id":"17"})"),
              shown("several columns", "The parts that are not empty, joined by a space",
                    "{ student.name: [Förnamn, Efternamn] }", R"({"Förnamn":"Prov","Efternamn":"Person"})",
                    R"({"student":{"name":"Prov Person"}})"),
              shown("either", "The first of these columns that the table has",
                    "{ institution.id: { either: [Lärosäte, Skola] } }", R"({"Skola":"larosate-01"})",
                    R"({"institution":{"id":"larosate-01"}})"),
              shown("value", "A constant text; no column", "{ type: { value: vfu } }", R"({"Nr":"17"})",
                    R"({"type":"vfu"})"),
              shown("lookup", "Words of the source and what they mean; case makes no difference",
                    "{ status: { from: Status, lookup: { Bekräftad: confirmed, Återbud: withdrawn } } }",
                    R"({"Status":"bekräftad"})", R"({"status":"confirmed"})"),
              shown("else", "For a word that is not in lookup; without it that is a fault",
                    "{ type: { from: Typ, lookup: { VFU: vfu }, else: project } }", R"({"Typ":"Annat"})",
                    R"({"type":"project"})"),
              shown("default", "What an empty cell would say", "{ days: { from: Dagar, as: integer, default: 5 } }",
                    R"({"Dagar":""})", R"({"days":5})"),
              shown("optional", "The column may be missing", "{ id: Nr, course: { from: Kurs, optional: yes } }",
                    R"({"Nr":"17"})", R"({"id":"17"})"),
              {"a word that lookup lacks", "The row waits for a corrected version, and the known words are told",
               "{ status: { from: Status, lookup: { Klar: confirmed } } }", R"({"Status":"Kanske"})", "", "Klar"},
          }};
}

}  // namespace sluss::map
