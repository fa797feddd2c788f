// The processor as the engine meets it. All data is made up.
#include <gtest/gtest.h>

#include "support/plugin_parts.h"

extern "C" const SlussModule* sluss_module();

namespace sluss::skip {
namespace {

using test::list;
using test::scalar;
using test::table;

/// The step, or nullptr with what is wrong in `faults`.
std::unique_ptr<Processor> make(const Node& node, Diagnostics& faults) {
  Registry registry;
  sluss_module()->register_plugins(registry);
  const test::NoSecrets secrets;
  ParseContext context{faults, secrets, {}};
  const auto maker = registry.processors().at("skip").parse(node, context);
  return maker ? (*maker)() : nullptr;
}

std::unique_ptr<Processor> make(const Node& node) {
  Diagnostics faults;
  auto made = make(node, faults);
  EXPECT_NE(made, nullptr) << (faults.ok() ? "" : faults.all().front().text());
  return made;
}

/// Why the body goes no further; empty when it goes on.
std::string reason(Processor& step, const Value& body) {
  test::StepContext context;
  Item item;
  item.message.body = body;
  EXPECT_TRUE(step.process({&item, 1}, context));
  EXPECT_EQ(item.decision.kind == Decision::Kind::filtered, !item.decision.reason.empty());
  EXPECT_EQ(item.message.body, body);
  return item.decision.reason;
}

Value row(const std::string& number, const std::string& name) {
  Value body;
  body["Nr"] = number;
  body["Namn. Ort"] = name;
  return body;
}

const Node totals = table({{"column", scalar("Nr")}, {"like", list({"Total*", "Summa ?", "ÖVRIGA"})}});

TEST(Skip, PassesOverWhatIsLikeAPattern) {
  const auto step = make(totals);
  EXPECT_EQ(step->effect().body, Effect::Body::kept);
  EXPECT_EQ(reason(*step, row("Total 40", "x")), "left out: Nr is like Total*");
  EXPECT_EQ(reason(*step, row(" TOTALT", "")), "left out: Nr is like Total*");
  EXPECT_EQ(reason(*step, row("summa 4", "")), "left out: Nr is like Summa ?");
  EXPECT_EQ(reason(*step, row("övriga", "")), "left out: Nr is like ÖVRIGA");
  for (const auto* number : {"", "4711", "Summa", "Subtotal", "Summa 40"})
    EXPECT_EQ(reason(*step, row(number, "")), "");
}

TEST(Skip, PassesOverWhatIsEmpty) {
  const auto step = make(table({{"empty", list({"Nr", "Namn. Ort"})}}));
  test::StepContext context;
  ASSERT_TRUE(step->begin({{"Nr", "Namn. Ort"}, {}}, context));
  EXPECT_EQ(reason(*step, row(" ", "")), "left out: Nr, Namn. Ort are empty");
  EXPECT_EQ(reason(*step, row("", "x")), "");
  EXPECT_EQ(reason(*step, row("1", "")), "");
  EXPECT_EQ(reason(*make(table({{"empty", scalar("Nr")}})), row("", "x")), "left out: Nr is empty");
}

TEST(Skip, OfSeveralRulesTheFirstThatFitsCounts) {
  Node both;
  both.kind = Node::Kind::list;
  both.items = {totals, table({{"empty", scalar("a.b")}})};
  const auto step = make(both);
  Value body;
  body["a"]["b"] = "";
  body["Nr"] = "Total";
  EXPECT_EQ(reason(*step, body), "left out: Nr is like Total*");
  body["Nr"] = "1";
  EXPECT_EQ(reason(*step, body), "left out: a.b is empty");
  body["a"]["b"] = Value::list();
  EXPECT_EQ(reason(*step, body), "");
}

TEST(Skip, AColumnThatIsNotThereRefusesTheTable) {
  const auto step = make(totals);
  test::StepContext context;
  const auto begun = step->begin({{"Nrr", "Namn"}, {}}, context);
  ASSERT_FALSE(begun);
  EXPECT_EQ(begun.error().fault, Fault::data);
  EXPECT_EQ(begun.error().what, "columns that tell what is no record are missing: Nr; did you mean \"Nrr\"?");
  EXPECT_TRUE(step->begin({{"Nr"}, {}}, context));
}

TEST(Skip, WrongRulesAreToldOf) {
  Node nothing;
  nothing.kind = Node::Kind::list;
  const std::vector<Node> wrong{scalar("Total*"),
                                nothing,
                                list({"a"}),
                                table({}),
                                table({{"column", scalar("Nr")}}),
                                table({{"like", scalar("x")}}),
                                table({{"column", scalar("Nr")}, {"empty", scalar("Nr")}}),
                                table({{"column", scalar("Nr")}, {"like", scalar("x")}, {"empty", scalar("Nr")}}),
                                table({{"column", scalar("")}, {"like", scalar("x")}}),
                                table({{"column", list({"Nr"})}, {"like", scalar("x")}}),
                                table({{"column", scalar("Nr")}, {"like", nothing}}),
                                table({{"empty", list({""})}}),
                                table({{"empty", scalar("Nr")}, {"colum", scalar("x")}})};
  for (const auto& node : wrong) {
    Diagnostics faults;
    EXPECT_EQ(make(node, faults), nullptr) << &node - wrong.data();
    EXPECT_FALSE(faults.ok());
  }
}

}  // namespace
}  // namespace sluss::skip
