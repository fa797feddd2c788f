#include "trial/values.h"

#include <gtest/gtest.h>
#include <memory>

#include "base/json.h"
#include "config/yaml_reader.h"

namespace sluss::trial {
namespace {

Node read(const std::string& yaml) {
  Diagnostics faults;
  auto node = config::read_yaml(yaml, std::make_shared<const std::string>("test.yaml"), faults);
  EXPECT_TRUE(node && faults.ok()) << yaml << (faults.ok() ? "" : faults.all().front().text());
  return node ? *node : Node();
}

Value json(const std::string& text) {
  auto value = parse_json(text);
  EXPECT_TRUE(value.has_value()) << text;
  return value ? *value : Value();
}

std::string all(const std::vector<Difference>& differences) {
  std::string text;
  for (const auto& difference : differences)
    text += difference.path + ": " + difference.expected + " / " + difference.found + "\n";
  return text;
}

TEST(Values, are_written_so_that_they_are_read_as_the_same) {
  for (
      const auto* body :
      {R"({"id":"P1","unit":{"name":"Mallbergas vårdcentral","hsa_id":"SE1-E1"},"days":15,"start":"2026-09-14"})",
       R"({"a":"15","b":15,"c":"015","d":"1e5","e":1.50,"f":"1.50","g":"yes","h":true,"i":false,"j":"null","k":null})",
       R"({"a":"","b":" x","c":"x ","d":"a: b","e":"a #b","f":"- a","g":"{a}","h":"[a]","i":"\"a\"","j":"'a'","k":"~"})",
       R"({"a":"line\nline","b":"tab\there","c":"\u0001","d":"12:30","e":"0777","f":"2026-12-15T01:00Z","g":"*a","h":"&a"})",
       R"({"lines":[{"id":"1","days":15,"dates":["2026-09-14","2026-09-15"],"who":{"name":"Ö"}},{"id":"2"}],"none":[]})",
       R"({"empty":{},"nested":[[1,2],[]],"mixed":[1,"1",{"a":1}],"öre":-459000,"no":"Nej","on":"on","none":"none"})"}) {
    const auto value = json(body);
    EXPECT_EQ(all(differences_between(value, to_value(read(to_yaml(value, 0))))), "") << to_yaml(value, 0);
    EXPECT_EQ(all(differences_between(value, to_value(read("m: " + to_line(value, 100)))["m"])), "")
        << to_line(value, 100);
  }
}

TEST(Values, keep_a_number_that_no_yaml_writes_the_same) {
  const auto value = json(R"({"a":1e300})");
  EXPECT_EQ(all(differences_between(to_value(read(to_yaml(value, 0))), value)), "");
}

TEST(Differences, are_found_in_what_is_written_and_nowhere_else) {
  const auto found =
      json(R"({"id":"P1","days":15,"sure":true,"unit":{"name":"Norr","id":"u1"},"lines":[{"a":1},{"a":2}]})");
  EXPECT_EQ(all(differences_in(read("{ id: P1, unit.name: Norr, days: 15, sure: yes, lines: [{ a: 1 }, {}], end: ~ }"),
                               found)),
            "");
  EXPECT_EQ(all(differences_in(read("{ unit: { name: Syd } }"), found)), "unit.name: \"Syd\" / \"Norr\"\n");
  EXPECT_EQ(all(differences_in(read("{ unit.nam: Norr }"), found)), "unit.nam: \"Norr\" / nothing\n");
  EXPECT_EQ(all(differences_in(read("{ sure: no }"), found)), "sure: no / yes\n");
  EXPECT_EQ(all(differences_in(read("{ days: ~ }"), found)), "days: nothing / 15\n");
  EXPECT_EQ(all(differences_in(read("{ lines: [{ a: 1 }, { a: 3 }] }"), found)), "lines[1].a: 3 / 2\n");
  EXPECT_EQ(all(differences_in(read("{ lines: [{ a: 1 }] }"), found)), "lines: 1 items / 2: [{\"a\":1},{\"a\":2}]\n");
  EXPECT_EQ(all(differences_in(read("{ id: { a: 1 } }"), found)), "id: {\"a\":1} / \"P1\"\n");
}

TEST(Differences, take_kronor_for_ore) {
  const auto found = json(R"({"total_ore":459000,"count":459000})");
  EXPECT_EQ(all(differences_in(read("{ total_ore: 4590.00 kr }"), found)), "");
  EXPECT_EQ(all(differences_in(read("{ total_ore: 459000 }"), found)), "");
  EXPECT_EQ(all(differences_in(read("{ total_ore: 4590.01 kr }"), found)),
            "total_ore: \"4590.01 kr\" / \"4590.00 kr\"\n");
  EXPECT_EQ(all(differences_in(read("{ total_ore: 4590 }"), found)), "total_ore: 4590 / 459000\n");
  EXPECT_NE(all(differences_in(read("{ count: 4590.00 kr }"), found)), "");
}

TEST(Differences, between_wholes_are_those_of_type_too) {
  EXPECT_EQ(all(differences_between(json(R"({"a":"15"})"), json(R"({"a":15,"b":1})"))),
            "a: \"15\" / 15\nb: nothing / 1\n");
  EXPECT_EQ(all(differences_between(json(R"({"a":{"b":1}})"), json(R"({"a":{}})"))), "a.b: 1 / nothing\n");
  EXPECT_EQ(all(differences_between(json(R"({"a":[1]})"), json(R"({"a":[1,2]})"))), "a: [1] / [1,2]\n");
}

}  // namespace
}  // namespace sluss::trial
