#include "target.h"

#include <fstream>

#include "fixture.h"

namespace sluss::exec {
namespace {

using std::chrono::seconds;

class TargetTest : public Fixture {
 protected:
  TargetConfig target(const std::string& mode, int at = 0) const {
    auto config = configured<TargetConfig>("target.py", R"({"mode":")" + mode + R"(","at":)" + std::to_string(at) +
                                                            R"(,"file":")" + file("kept") + R"("})");
    config.stream = "invoices";
    if (mode == "hang") config.hang = seconds(1);
    return config;
  }
  /// Three deliveries.
  Result<WriteReport> write(const TargetConfig& config) {
    std::vector<Parcel> parcels;
    for (const auto* key : {"a", "b", "c"})
      parcels.push_back({key, &message_, {{"json", std::string(R"({"number":")") + key + R"(1","total_ore":3400})"}}});
    SingerTarget sink(config);
    EXPECT_TRUE(sink.open(stop_.get_token()));
    return sink.write(parcels, stop_.get_token());
  }
  [[nodiscard]] Value kept() const { return parse_json(file_bytes(file("kept")).value_or("{}")).value(); }
  void expect_doubt(const std::string& mode, int at, const std::string& text) {
    const auto report = write(target(mode, at));
    ASSERT_TRUE(report) << mode << " " << at << ": " << report.error().what;
    ASSERT_EQ(report->receipts.size(), 3U);
    for (const auto& receipt : report->receipts) {
      ASSERT_FALSE(receipt);
      EXPECT_EQ(receipt.error().fault, Fault::unknown_outcome);
      EXPECT_NE(receipt.error().what.find(text), std::string::npos) << receipt.error().what;
    }
    EXPECT_EQ(report->stopped->fault, Fault::unavailable);
  }

  Message message_;
};

TEST_F(TargetTest, GivesBackTheStateOfWhatItKept) {
  const auto report = write(target("good"));
  ASSERT_TRUE(report);
  ASSERT_EQ(report->receipts.size(), 3U);
  for (const auto& receipt : report->receipts) EXPECT_EQ(receipt.value(), "in the stream invoices");
  EXPECT_FALSE(report->stopped);
  EXPECT_EQ(to_json(kept()["b"]), R"({"number":"b1","total_ore":3400,"sluss_key":"b"})");
  EXPECT_EQ(to_json(kept()["schema"]["properties"]["total_ore"]), R"({"type":["integer","null"]})");
}

TEST_F(TargetTest, TheSameKeyTakesItsOwnPlace) {
  auto config = target("good");
  config.key_properties = {"number"};
  config.resend = Resend::safe;
  EXPECT_EQ(SingerTarget(config).resend(), Resend::safe);
  ASSERT_TRUE(write(config));
  ASSERT_TRUE(write(config));
  EXPECT_EQ(kept().as_object()->size(), 4U) << "three records and the schema";
}

TEST_F(TargetTest, WhatEndsWithoutTheStateIsInDoubt) {
  expect_doubt("silent", 0, "without giving back the state of its batch");
  expect_doubt("another", 0, "without giving back the state of its batch");
  expect_doubt("exit3", 0, "it ended with exit status 3");
  for (int line = 1; line <= 5; ++line) {
    expect_doubt("die", line, "it ended with exit status 1");
    expect_doubt("kill", line, "it was ended by signal 9");
  }
  expect_doubt("hang", 3, "it hangs");
}

TEST_F(TargetTest, WhatElseItWritesIsPassedOver) {
  const auto report = write(target("garbage")).value();
  for (const auto& receipt : report.receipts) EXPECT_TRUE(receipt);
}

TEST_F(TargetTest, WhatNeverStartedHasNothing) {
  auto config = target("good");
  config.command = {"/no/such/target"};
  SingerTarget sink(config);
  EXPECT_EQ(sink.open({}).error().fault, Fault::unavailable);
  config.command = {SLUSS_TESTDATA "/target.py"};
  EXPECT_EQ(SingerTarget(config).open({}).error().fault, Fault::unavailable);
}

TEST_F(TargetTest, ADocumentThatIsNoObjectIsRejectedAlone) {
  std::vector<Parcel> parcels = {{"a", &message_, {{"json", "[1]"}}},
                                 {"b", &message_, {{"json", R"({"number":1})"}}},
                                 {"c", &message_, {{"xml", "<a/>"}}}};
  SingerTarget sink(target("good"));
  const auto report = sink.write(parcels, {}).value();
  EXPECT_EQ(report.receipts.at(0).error().fault, Fault::rejected);
  EXPECT_TRUE(report.receipts.at(1));
  EXPECT_EQ(report.receipts.at(2).error().fault, Fault::rejected);
  auto config = target("good");
  config.key_properties = {"id"};
  SingerTarget keyed(config);
  EXPECT_EQ(keyed.write(parcels, {}).value().receipts.at(1).error().what,
            "the message has no id, which key_properties: names");
}

TEST_F(TargetTest, ASchemaOfOnesOwnGoesFirst) {
  auto config = target("good");
  config.schema = file("schema.json");
  std::ofstream(config.schema) << R"({"type":"object","title":"own"})";
  ASSERT_TRUE(write(config));
  EXPECT_EQ(kept()["schema"]["title"], Value("own"));
  std::ofstream(config.schema) << "{";
  EXPECT_EQ(SingerTarget(config).open({}).error().fault, Fault::unavailable);
}

}  // namespace
}  // namespace sluss::exec
