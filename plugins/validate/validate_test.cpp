// Names and personal numbers are synthetic.
#include <gtest/gtest.h>

#include "base/json.h"
#include "plugin/sdk.h"

extern "C" const SlussModule* sluss_module();

namespace sluss::validate {
namespace {

class NoSecrets final : public Secrets {
 public:
  Result<Secret> find(std::string_view) const override { return fail(Fault::config, "no secrets here"); }
};

class TestContext final : public Context {
 public:
  std::stop_token stop() const override { return {}; }
  const Clock& clock() const override { return clock_; }
  void note(std::string) override {}
  const domain::AgreementBook& agreements() const override { throw std::logic_error("not needed"); }
  BillingBook& book() override { throw std::logic_error("not needed"); }

 private:
  FixedClock clock_{make_day(2026, 11, 23)};
};

constexpr auto good = R"({"id":"P1","institution":{"id":"ki"},"programme":"SSK",
  "student":{"personnummer":"199901021239","name":"Åsa Testsson"},
  "unit":{"hsa_id":"SE2321000016-A1B2"},"start":"2026-08-31","end":"2026-09-30"})";

class ValidateTest : public testing::Test {
 protected:
  /// The processor for `validate: <kind>`; null with diagnostics.
  std::unique_ptr<Processor> make(const std::string& kind) {
    Registry registry;
    sluss_module()->register_plugins(registry);
    const NoSecrets secrets;
    ParseContext parse{diagnostics_, secrets, {}};
    Node node;
    node.kind = Node::Kind::scalar;
    node.text = kind;
    const auto maker = registry.processors().at("validate").parse(node, parse);
    return maker ? (*maker)() : nullptr;
  }
  Decision check(const std::string& body, Change change = Change::added) {
    Item item;
    item.message.body = *parse_json(body);
    item.message.change = change;
    item.message.origin = {"placeringar.csv", "", 17, nullptr};
    EXPECT_TRUE(make("placement")->process({&item, 1}, context_));
    return item.decision;
  }

  Diagnostics diagnostics_;
  TestContext context_;
};

TEST_F(ValidateTest, LetsAGoodPlacementPass) {
  const auto decision = check(good);
  EXPECT_EQ(decision.kind, Decision::Kind::pass) << decision.reason;
}

TEST_F(ValidateTest, RejectsWithEveryFaultAndItsPlace) {
  auto body = *parse_json(good);
  body["start"] = "i morgon";
  body["programme"] = "";
  const auto decision = check(to_json(body));
  EXPECT_EQ(decision.kind, Decision::Kind::rejected);
  EXPECT_TRUE(decision.reason.starts_with("placeringar.csv, line 17: ")) << decision.reason;
  EXPECT_NE(decision.reason.find("programme: missing - expected "), std::string::npos) << decision.reason;
  EXPECT_NE(decision.reason.find("start: 'i morgon' - expected "), std::string::npos) << decision.reason;
}

TEST_F(ValidateTest, NeverTellsWhoTheStudentIs) {
  auto body = *parse_json(good);
  body.make("student.personnummer") = "19990102-1238";
  const auto decision = check(to_json(body));
  EXPECT_NE(decision.reason.find("student.personnummer: '99999999-9999' - expected "), std::string::npos)
      << decision.reason;
  EXPECT_EQ(decision.reason.find("19990102"), std::string::npos);
  EXPECT_EQ(decision.reason.find("Testsson"), std::string::npos);
}

TEST_F(ValidateTest, WhatWasWithdrawnPassesUnchecked) {
  EXPECT_EQ(check("{}", Change::withdrawn).kind, Decision::Kind::pass);
  EXPECT_EQ(check("{}", Change::changed).kind, Decision::Kind::rejected);
}

TEST_F(ValidateTest, KnowsPlacementsAlone) {
  EXPECT_EQ(make("faktura"), nullptr);
  ASSERT_EQ(diagnostics_.size(), 1U);
  EXPECT_EQ(diagnostics_.all().front().message, "expected one of: placement");
}

}  // namespace
}  // namespace sluss::validate
