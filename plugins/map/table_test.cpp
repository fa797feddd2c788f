#include "table.h"

#include <gtest/gtest.h>

#include "test_node.h"

namespace sluss::map {
namespace {

/// The faults of a table with one target, each "path: message; hint".
std::vector<std::string> faults_of(const Node& table) {
  Diagnostics diagnostics;
  (void)read_table(table, diagnostics);
  std::vector<std::string> texts;
  for (const auto& fault : diagnostics.all())
    texts.push_back(fault.path + ": " + fault.message + (fault.hint.empty() ? "" : "; " + fault.hint));
  return texts;
}
std::string fault_of(const Node& rule) {
  const auto faults = faults_of(map({{"start", rule}}));
  return faults.size() == 1 ? faults.front() : std::to_string(faults.size()) + " faults";
}

TEST(ReadTable, TakesAllForms) {
  Diagnostics diagnostics;
  const auto table = read_table(
      map({
          {"id", text("Placeringsnr")},
          {"student.name", list({"Förnamn", "Efternamn"})},
          {"start",
           map({{"from", text("Startdatum")}, {"as", text("date")}, {"format", list({"DD/MM/YYYY", "YYYYMMDD"})}})},
          {"student.id", map({{"either", list({"Uid", "Student-id"})}, {"optional", text("yes")}})},
          {"status", map({{"from", text("Status")},
                          {"lookup", map({{"Klar", text("confirmed")}})},
                          {"default", text("planned")}})},
          {"type", map({{"value", text("vfu")}})},
      }),
      diagnostics);
  EXPECT_TRUE(diagnostics.ok());
  ASSERT_EQ(table.rules.size(), 6U);
  EXPECT_EQ(table.rules[1].columns, (std::vector<std::string>{"Förnamn", "Efternamn"}));
  EXPECT_TRUE(table.rules[1].personal);
  EXPECT_EQ(table.rules[3].take, Rule::Take::first);
  EXPECT_TRUE(table.rules[3].optional);
  EXPECT_EQ(table.rules[4].fallback, Value("planned"));
  EXPECT_EQ(table.rules[5].constant, Value("vfu"));
  ASSERT_EQ(table.body.size(), 5U);
  EXPECT_EQ(table.body[1].members.size(), 2U);
}

TEST(ReadTable, SaysWhatIsWrongWithEachTarget) {
  EXPECT_EQ(fault_of(map({{"from", text("A")}, {"as", text("dat")}})),
            "as: there is no converter \"dat\"; did you mean \"date\"?");
  EXPECT_EQ(fault_of(map({{"form", text("A")}, {"value", text("x")}})), "2 faults");
  EXPECT_EQ(fault_of(map({{"from", text("A")}, {"fromat", text("x")}})),
            "fromat: unknown key; did you mean \"format\"?");
  EXPECT_EQ(fault_of(map({{"as", text("date")}})),
            "start: expected one of from, either or value; for example { from: Startdatum, as: date }");
  EXPECT_EQ(fault_of(map({{"from", text("A")}, {"either", text("B")}})).substr(0, 22), "start: expected one of");
  EXPECT_EQ(fault_of(map({{"value", text("x")}, {"as", text("date")}})),
            "start: a constant value takes no other options");
  EXPECT_EQ(fault_of(map({{"from", text("A")}, {"as", text("kronor")}})),
            "start: expected format: comma or format: point; how the source writes decimals is never guessed");
  EXPECT_EQ(fault_of(map({{"from", text("A")}, {"as", text("date")}, {"format", text("YYYY")}})),
            "format: \"YYYY\": expected a year, a month and a day, each once");
  EXPECT_EQ(fault_of(map({{"from", text("A")}, {"format", text("comma")}})),
            "format: only date, dates, decimal and kronor take a format");
  EXPECT_EQ(fault_of(map({{"from", text("A")}, {"as", text("date")}, {"default", text("i morgon")}})),
            "default: the default is not a date; expected YYYY-MM-DD");
  EXPECT_EQ(fault_of(map({{"from", text("A")}, {"else", text("x")}})), "else: else belongs to a lookup");
  EXPECT_EQ(fault_of(map({{"from", text("A")}, {"lookup", map({{"Ja", text("a")}, {"JA", text("b")}})}})),
            "JA: the word \"JA\" stands here already; case makes no difference");
  EXPECT_EQ(fault_of(map({{"from", text("A")}, {"as", text("term")}, {"lookup", map({{"a", text("b")}})}})),
            "as: a target has either as or lookup");
  EXPECT_EQ(fault_of(map({{"from", text("A")}, {"optional", text("ibland")}})), "optional: expected yes or no");
  EXPECT_EQ(fault_of(text("")), "start: expected the name of a column, or a list of names");
}

TEST(ReadTable, SaysAllFaultsAtOnce) {
  EXPECT_EQ(faults_of(map({{"a", map({{"from", text("A")}, {"as", text("x")}})},
                           {"b", map({{"from", text("B")}, {"as", text("y")}})}}))
                .size(),
            2U);
}

TEST(ReadTable, RefusesTargetsThatCannotBe) {
  EXPECT_EQ(faults_of(map({{"student", text("A")}, {"student.name", text("B")}})).size(), 1U);
  EXPECT_EQ(faults_of(map({{"student.name", text("A")}, {"student", text("B")}})).size(), 1U);
  EXPECT_EQ(faults_of(map({{"Student..namn", text("A")}})).size(), 1U);
  EXPECT_EQ(faults_of(text("x")).size(), 1U);
  EXPECT_EQ(faults_of(map({})).size(), 1U);
}

}  // namespace
}  // namespace sluss::map
