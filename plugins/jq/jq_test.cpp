// The processor and the conditions as the engine meets them.
#include <gtest/gtest.h>

#include "base/json.h"
#include "support/plugin_parts.h"

extern "C" const SlussModule* sluss_module();

namespace sluss::jq {
namespace {

class JqTest : public testing::Test {
 protected:
  JqTest() { sluss_module()->register_plugins(registry_); }

  std::unique_ptr<Processor> make(const std::string& program) {
    const test::NoSecrets secrets;
    ParseContext parse{diagnostics_, secrets, {}};
    const auto maker = registry_.processors().at("jq").parse(test::scalar(program), parse);
    return maker ? (*maker)() : nullptr;
  }
  Item step(const std::string& program, const std::string& body) {
    Item item;
    item.message.body = *parse_json(body);
    EXPECT_TRUE(make(program)->process({&item, 1}, context_));
    return item;
  }
  Result<bool> test(const std::string& condition, const std::string& body) {
    SLUSS_TRY_ASSIGN(predicate, registry_.predicates()(condition));
    return predicate->test(*parse_json(body));
  }

  Registry registry_;
  Diagnostics diagnostics_;
  test::StepContext context_;
};

TEST_F(JqTest, OneObjectIsTheNewBody) {
  const auto item = step(".term = \"HT2026\"", R"({"id":"P1"})");
  EXPECT_EQ(item.decision.kind, Decision::Kind::pass);
  EXPECT_EQ(to_json(item.message.body), R"({"id":"P1","term":"HT2026"})");
}

TEST_F(JqTest, NothingMeansFiltered) {
  const auto item = step("select(.type == \"vfu\")", R"({"type":"apl"})");
  EXPECT_EQ(item.decision.kind, Decision::Kind::filtered);
  EXPECT_EQ(item.decision.reason, "the jq program gave nothing for it");
}

TEST_F(JqTest, NothingMayHaveAReasonOfItsOwn) {
  const auto reason = [&](const std::string& body) {
    const test::NoSecrets secrets;
    ParseContext parse{diagnostics_, secrets, {}};
    const auto options = test::table({{"program", test::scalar("empty")}, {"reason", test::scalar("{@type}: not used")}});
    const auto maker = registry_.processors().at("jq").parse(options, parse);
    Item item;
    item.message.body = *parse_json(body);
    EXPECT_TRUE((*maker)()->process({&item, 1}, context_));
    EXPECT_EQ(item.decision.kind, Decision::Kind::filtered);
    return item.decision.reason;
  };
  EXPECT_EQ(reason(R"({"@type":"KontaktuppgifterEvent"})"), "KontaktuppgifterEvent: not used");
  EXPECT_EQ(reason("{}"), "{@type}: not used") << "it lacks what the reason names";
}

TEST_F(JqTest, AnythingElseIsRejectedAndTheBodyStays) {
  for (const auto* program : {"., .", ".id", "[.]", "null", "error(\"no\")"}) {
    const auto item = step(program, R"({"id":"P1"})");
    EXPECT_EQ(item.decision.kind, Decision::Kind::rejected) << program;
    EXPECT_EQ(to_json(item.message.body), R"({"id":"P1"})") << program;
  }
}

TEST_F(JqTest, AWrongProgramIsFoundBeforeAnythingRuns) {
  EXPECT_EQ(make(".a |"), nullptr);
  ASSERT_EQ(diagnostics_.size(), 1U);
  EXPECT_EQ(diagnostics_.all().front().message, "the jq program is wrong: syntax error, unexpected $end in line 1");
}

TEST_F(JqTest, StopsOnRequest) {
  context_.source.request_stop();
  Item item;
  EXPECT_EQ(make(".")->process({&item, 1}, context_).error().fault, Fault::cancelled);
}

TEST_F(JqTest, AConditionIsTrueOrFalse) {
  EXPECT_TRUE(test(".buyer.channel == \"peppol\"", R"({"buyer":{"channel":"peppol"}})").value());
  EXPECT_FALSE(test(".buyer.channel == \"mail\"", R"({"buyer":{"channel":"peppol"}})").value());
}

TEST_F(JqTest, AConditionThatIsNeitherIsAnError) {
  for (const auto* condition : {".missing", "1", "\"true\"", "empty", "true, true", "error"}) {
    const auto answer = test(condition, "{}");
    ASSERT_FALSE(answer) << condition;
    EXPECT_EQ(answer.error().fault, Fault::data) << condition;
  }
  EXPECT_EQ(test(".a ==", "{}").error().fault, Fault::config);
}

}  // namespace
}  // namespace sluss::jq
