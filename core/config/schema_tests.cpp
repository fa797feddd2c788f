#include "config/schema_tests.h"

#include "config/schema_values.h"

namespace sluss::config::schema {
namespace {

/// Beneath the folder of the test.
Value own_file() {
  auto schema = typed("string");
  schema["pattern"] = R"(^(?!/)(?!(.*/)?\.\.(/|$)).+$)";
  return schema;
}

Value records() {
  auto schema = typed("object");
  auto& properties = schema["properties"];
  properties["columns"] = described(texts(), "The header, where the format is a table", "", "[Nr, Termin]");
  properties["records"] =
      described(list_of(typed("object")), "Records, as the mapping sees them", "", "[{ Nr: P-1, Termin: HT2026 }]");
  schema["required"] = Value::List{"records"};
  schema["additionalProperties"] = false;
  return schema;
}

/// A message that is to come out.
Value message() {
  auto schema = typed("object");
  auto& properties = schema["properties"];
  properties["change"] =
      described(word({"new", "changed", "withdrawn"}), "How it comes; without it, new or changed", "", "withdrawn");
  properties["document"] = described(list_or_one(own_file()), "The bytes that would be delivered; --update writes them",
                                     "", "golden/10010001.xml");
  return schema;
}

}  // namespace

Value given() {
  auto schema = typed("object");
  schema["additionalProperties"] =
      any_of({typed("string"), list_of(typed("string")), list_of(typed("object")), records()});
  return schema;
}

Value way_out() {
  auto others = typed("integer");
  others["minimum"] = 0;
  auto messages = typed("object");
  auto& properties = messages["properties"];
  properties["golden"] =
      described(own_file(), "A file that all of them stand in; --update writes it", "", "golden/all.yaml");
  properties["others"] = described(std::move(others), "How many more come out that are not named", "", "722");
  messages["additionalProperties"] = message();
  messages["minProperties"] = 1;
  auto names = list_of(text());
  names["minItems"] = 1;
  return any_of({own_file(), std::move(names), std::move(messages)});
}

}  // namespace sluss::config::schema
