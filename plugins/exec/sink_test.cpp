#include "sink.h"

#include "fixture.h"

namespace sluss::exec {
namespace {

using std::chrono::seconds;

class ChildSink : public Fixture {
 protected:
  SinkConfig child(const std::string& mode, int at = 0) const {
    auto config = configured<SinkConfig>("child.py", R"({"mode":")" + mode + R"(","at":)" + std::to_string(at) +
                                                         R"(,"file":")" + file("kept") + R"("})");
    if (mode == "hang") config.hang = seconds(1);
    return config;
  }
  Result<WriteReport> write(ExecSink& sink, const std::vector<std::string>& keys) {
    std::vector<Parcel> parcels;
    for (const auto& key : keys) parcels.push_back({key, &message_, {{"xml", "<a>å</a>"}}});
    return sink.write(parcels, stop_.get_token());
  }
  Message message_;
};

TEST_F(ChildSink, AnswersForEachDelivery) {
  ExecSink sink(child("good"));
  ASSERT_TRUE(sink.open({}));
  const auto report = write(sink, {"a", "b"});
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_EQ(report->receipts.at(1).value(), "number of b");
  EXPECT_EQ(lines_of("kept"), (std::vector<std::string>{"a", "document xml <a>å</a>", "b", "document xml <a>å</a>"}));
  const std::vector<Parcel> binary = {{"c", &message_, {{"pdf", std::string("\xff\0%", 3)}}}};
  EXPECT_TRUE(sink.write(binary, {}).value().receipts.at(0));
  EXPECT_EQ(lines_of("kept").back(), "document pdf /wAl");
}

TEST_F(ChildSink, SaysWhyNot) {
  ExecSink sink(child("good"));
  const auto report = write(sink, {"not:rejected", "not:unavailable", "not:unknown", "a"}).value();
  EXPECT_EQ(report.receipts.at(0).error().fault, Fault::rejected);
  EXPECT_EQ(report.receipts.at(0).error().what, "because of 99999999-9999");
  EXPECT_EQ(report.receipts.at(1).error().fault, Fault::unavailable);
  EXPECT_EQ(report.receipts.at(2).error().fault, Fault::unknown_outcome);
  EXPECT_TRUE(report.receipts.at(3));
  EXPECT_FALSE(report.stopped);
  const auto denied = write(sink, {"a", "not:denied", "b"}).value();
  EXPECT_EQ(denied.receipts.size(), 1U);
  EXPECT_EQ(denied.stopped->fault, Fault::denied);
  const auto slower = write(sink, {"not:throttled", "b"}).value();
  EXPECT_TRUE(slower.receipts.empty());
  EXPECT_EQ(slower.stopped->retry_after, seconds(5));
}

TEST_F(ChildSink, WhoIsGoneBeforeItsAnswerLeavesDoubt) {
  // Line 1 says that it is ready, line 3 would be the answer for the second delivery.
  for (const auto* mode : {"die", "kill", "hang", "garbage"}) {
    ExecSink sink(child(mode, 3));
    ASSERT_TRUE(sink.open({})) << mode;
    const auto report = write(sink, {"a", "b", "c"});
    ASSERT_TRUE(report) << mode;
    ASSERT_EQ(report->receipts.size(), 2U) << mode;
    EXPECT_TRUE(report->receipts[0]);
    EXPECT_EQ(report->receipts[1].error().fault, Fault::unknown_outcome);
    EXPECT_EQ(report->stopped->fault, Fault::unavailable);
    expect_nobody_named(report->receipts[1].error().what);
  }
  // And is started again by the next write.
  ExecSink sink(child("die", 3));
  EXPECT_EQ(write(sink, {"a", "b"}).value().receipts.size(), 2U);
  EXPECT_TRUE(write(sink, {"c"}).value().receipts.at(0));
}

TEST_F(ChildSink, AnAnswerForAnotherKeyIsNone) {
  ExecSink sink(child("good"));
  const auto report = write(sink, {"other", "b"}).value();
  ASSERT_EQ(report.receipts.size(), 1U);
  EXPECT_EQ(report.receipts[0].error().fault, Fault::unknown_outcome);
}

TEST_F(ChildSink, WhoIsNotReadyHasNothing) {
  ExecSink sink(child("die", 1));
  const auto report = write(sink, {"a"});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().fault, Fault::unavailable);
  ExecSink denied(child("denied"));
  EXPECT_EQ(denied.open({}).error().fault, Fault::denied);
  EXPECT_EQ(ExecSinkProbe(child("denied")).probe({}).error().fault, Fault::denied);
}

TEST_F(ChildSink, CanBeAskedWhereItSaysSo) {
  auto config = child("good");
  EXPECT_EQ(ExecSink(config).find("a", {}).error().fault, Fault::unknown_outcome);
  config.resend = Resend::ask;
  ExecSink sink(config);
  EXPECT_EQ(sink.find("a", {}).value(), std::nullopt);
  ASSERT_TRUE(write(sink, {"a"}));
  EXPECT_EQ(sink.find("a", {}).value(), "number of a");
  // What was told before the child died can be asked of the next one.
  config.values->settings = child("kill", 2).values->settings;
  ExecSink dying(config);
  EXPECT_EQ(write(dying, {"b"}).value().receipts.at(0).error().fault, Fault::unknown_outcome);
  config.values->settings = child("good").values->settings;
  EXPECT_EQ(ExecSink(config).find("b", {}).value(), "number of b");
}

}  // namespace
}  // namespace sluss::exec
