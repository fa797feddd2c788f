// Names and personal numbers are synthetic.
#include <gtest/gtest.h>

#include "base/json.h"
#include "support/plugin_parts.h"

extern "C" const SlussModule* sluss_module();

namespace sluss::validate {
namespace {

constexpr auto good = R"({"id":"P1","institution":{"id":"ki"},"programme":"SSK",
  "student":{"personnummer":"199901021239","name":"Åsa Testsson"},
  "unit":{"hsa_id":"SE2321000016-A1B2"},"start":"2026-08-31","end":"2026-09-30"})";

class ValidateTest : public testing::Test {
 protected:
  /// The processor for `validate: <kind>`; null with diagnostics.
  std::unique_ptr<Processor> make(const std::string& kind) {
    Registry registry;
    sluss_module()->register_plugins(registry);
    const test::NoSecrets secrets;
    ParseContext parse{diagnostics_, secrets, {}};
    const auto maker = registry.processors().at("validate").parse(test::scalar(kind), parse);
    return maker ? (*maker)() : nullptr;
  }
  Decision check(const std::string& body, Change change = Change::added) {
    Item item;
    item.message.kind = "placement";
    item.message.body = *parse_json(body);
    item.message.change = change;
    item.message.origin = {"placeringar.csv", "", 17, nullptr};
    EXPECT_TRUE(make("placement")->process({&item, 1}, context_));
    return item.decision;
  }

  Diagnostics diagnostics_;
  test::StepContext context_;
};

TEST_F(ValidateTest, LetsAGoodPlacementPass) {
  const auto decision = check(good);
  EXPECT_EQ(decision.kind, Decision::Kind::pass) << decision.reason;
}

TEST_F(ValidateTest, RejectsWithEveryFaultAndItsPlace) {
  auto body = *parse_json(good);
  body["start"] = "2026-13-01";
  body["end"] = "Testsson";
  body["status"] = "Oklar";
  body["programme"] = "";
  const auto decision = check(to_json(body));
  EXPECT_EQ(decision.kind, Decision::Kind::rejected);
  EXPECT_TRUE(decision.reason.starts_with("placeringar.csv, line 17: ")) << decision.reason;
  EXPECT_NE(decision.reason.find("programme: missing - expected "), std::string::npos) << decision.reason;
  EXPECT_NE(decision.reason.find("end: 'xxxxxxxx' - expected "), std::string::npos) << decision.reason;
  EXPECT_NE(decision.reason.find("status: 'Oklar' - expected one of planned, "), std::string::npos) << decision.reason;
  EXPECT_NE(decision.reason.find("start: '2026-13-01' - expected "), std::string::npos) << decision.reason;
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

TEST_F(ValidateTest, ANumberThatSlippedIntoAnotherFieldIsNotTold) {
  auto body = *parse_json(good);
  body["start"] = "19990102-1239";
  body["end"] = std::string(1000, '7') + "\n";
  const auto decision = check(to_json(body));
  EXPECT_EQ(decision.reason.find("19990102"), std::string::npos) << decision.reason;
  EXPECT_LT(decision.reason.size(), 400U);
  EXPECT_EQ(decision.reason.find('\n'), std::string::npos);
}

TEST_F(ValidateTest, WhatWasWithdrawnPassesUnchecked) {
  EXPECT_EQ(check("{}", Change::withdrawn).kind, Decision::Kind::pass);
  EXPECT_EQ(check("{}", Change::changed).kind, Decision::Kind::rejected);
}

TEST_F(ValidateTest, ChecksOtherKindsAndLetsTheRestPass) {
  for (const std::string kind : {"order", "offer", "registration"}) {
    Batch batch(2);
    batch[0].message.kind = kind;
    batch[1].message.kind = "invoice";
    batch[0].message.body = *parse_json(R"({"id":"B-1","term":"hösten"})");
    EXPECT_TRUE(make(kind)->process(batch, context_));
    EXPECT_EQ(batch[0].decision.kind, Decision::Kind::rejected);
    EXPECT_NE(batch[0].decision.reason.find("term: 'xxxxxx' - expected a term"), std::string::npos)
        << batch[0].decision.reason;
    EXPECT_EQ(batch[1].decision.kind, Decision::Kind::pass);
  }
}

TEST_F(ValidateTest, KnowsNoOtherKinds) {
  EXPECT_EQ(make("faktura"), nullptr);
  ASSERT_EQ(diagnostics_.size(), 1U);
  EXPECT_EQ(diagnostics_.all().front().message,
            "expected one of: placement, order, offer, registration, found \"faktura\"");
}

TEST_F(ValidateTest, TellsBeforehandWhatMessagesLack) {
  const std::vector<std::string> enough = {"id",  "institution.id",       "programme", "start",
                                           "end", "student.personnummer", "unit.name", "student.name"};
  const auto step = make("placement");
  EXPECT_EQ(step->lacks("placement", enough), std::vector<std::string>());
  EXPECT_EQ(step->lacks("placement", {enough.begin() + 1, enough.end()}),
            std::vector<std::string>{"\"id\" (the placement's id in the system it comes from)"});
  EXPECT_EQ(step->lacks("order", {}), std::vector<std::string>()) << "messages of other kinds pass by";
  EXPECT_EQ(step->lacks("", {}), std::vector<std::string>());
  EXPECT_EQ(
      make("order")->lacks("order", {"id", "round", "institution.id", "programme", "term", "count", "area", "weeks"}),
      std::vector<std::string>());
  EXPECT_EQ(make("registration")->lacks("registration", {"id", "status"}), std::vector<std::string>())
      << "what it needs depends on its status";
}

}  // namespace
}  // namespace sluss::validate
