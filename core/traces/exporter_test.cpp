// Traces, and collectors that take them, are away, slow, or say no.
#include "traces/exporter.h"

#include <atomic>
#include <gtest/gtest.h>

#include "support/collector.h"

namespace sluss::traces {
namespace {

using observe::Span;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::Behaviour;
using test::Collector;
using test::http_of;
using Then = Behaviour::Then;

std::vector<Span> some(int count, std::int64_t first = 1) {
  std::vector<Span> spans;
  for (int i = 0; i < count; ++i) {
    Span span;
    span.kind = Span::Kind::message;
    span.message = first + i;
    span.run = 1;
    span.name = "message";
    span.connection = "klipp.placements";
    span.outcome = "collected";
    span.begin = observe::now();
    span.end = span.begin + milliseconds(3);
    spans.push_back(span);
  }
  return spans;
}

class ExporterTest : public ::testing::Test {
 protected:
  ExporterTest() {
    config_.sender = {"1.0", "here"};
    config_.gathering = milliseconds(10);
    config_.answer = seconds(1);
    config_.first_rest = milliseconds(20);
    config_.longest_rest = milliseconds(1500);
    config_.last_words = milliseconds(300);
  }
  void begin() {
    if (config_.url.empty()) config_.url = collector_.url();
    exporter_ = std::make_unique<Exporter>(config_, [this](const std::string& text) {
      told_ += text + "\n";
      ++tellings_;
    });
  }
  /// Waits until so many spans have been sent or dropped, or gives up.
  void await(std::uint64_t spans) const {
    for (int i = 0; i < 1000 && exporter_->sent() + exporter_->dropped() < spans; ++i)
      std::this_thread::sleep_for(milliseconds(10));
  }
  void expect_well() {
    static_cast<void>(collector_.spans());
    EXPECT_EQ(collector_.faults(), std::vector<std::string>());
  }
  /// Gives that many spans, and expects that nobody waits for it.
  void give(int count, std::int64_t first = 1) const {
    auto spans = some(count, first);
    const auto begin = std::chrono::steady_clock::now();
    exporter_->take(std::move(spans));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds(200));
  }

  Collector collector_;
  ExporterConfig config_;
  std::unique_ptr<Exporter> exporter_;
  std::string told_;
  std::atomic<int> tellings_ = 0;
};

TEST_F(ExporterTest, SendsWhatItTakesInFewRequests) {
  config_.token = Secret("made-up-token");
  begin();
  for (int i = 0; i < 10; ++i) give(100, i * 100 + 1);
  await(1000);
  EXPECT_EQ(exporter_->sent(), 1000U);
  EXPECT_EQ(collector_.spans().size(), 1000U);
  EXPECT_LE(collector_.server.requests(), 11);
  EXPECT_NE(collector_.bytes().find("\r\nAuthorization: Bearer made-up-token\r\n"), std::string::npos);
  EXPECT_EQ(told_, "");
  expect_well();
}

TEST_F(ExporterTest, OneThatIsAwayHoldsUpNobodyAndTheRestIsCounted) {
  config_.url = "http://127.0.0.1:1/v1/traces";
  config_.most_waiting = 100;
  begin();
  for (int i = 0; i < 50; ++i) give(100);
  EXPECT_GE(exporter_->dropped(), 5000U - 200);
  for (int i = 0; i < 1000 && tellings_ == 0; ++i) std::this_thread::sleep_for(milliseconds(10));
  const auto begin = std::chrono::steady_clock::now();
  exporter_.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(2));
  EXPECT_NE(told_.find("does not take traces"), std::string::npos) << told_;
  EXPECT_NE(told_.find("5000 spans were dropped"), std::string::npos) << told_;
}

TEST_F(ExporterTest, OneThatIsBusyIsGivenTheTimeItAsksFor) {
  std::vector<std::chrono::steady_clock::time_point> asked;
  collector_.server.behave_by([&](const std::string&) {
    asked.push_back(std::chrono::steady_clock::now());
    return Behaviour{asked.size() == 1 ? http_of("429 Too Many Requests", "", "Retry-After: 1\r\n")
                                       : http_of("200 OK", "{}")};
  });
  begin();
  give(3);
  await(3);
  EXPECT_EQ(exporter_->sent(), 3U);
  ASSERT_EQ(asked.size(), 2U);
  EXPECT_GE(asked[1] - asked[0], milliseconds(950));
  exporter_.reset();
  EXPECT_NE(told_.find("takes traces again"), std::string::npos) << told_;
}

TEST_F(ExporterTest, WhatItRefusesIsDroppedAndTheNextGoesOn) {
  int asked = 0;
  collector_.server.behave_by(
      [&](const std::string&) { return Behaviour{http_of(++asked == 1 ? "400 Bad Request" : "200 OK", "no")}; });
  begin();
  give(3);
  await(3);
  give(2, 10);
  await(5);
  EXPECT_EQ(exporter_->dropped(), 3U);
  EXPECT_EQ(exporter_->sent(), 2U);
}

TEST_F(ExporterTest, OneThatTakesSomeOfItSaysHowMuch) {
  collector_.server.behave({http_of("200 OK", R"({"partialSuccess":{"rejectedSpans":"2","errorMessage":"late"}})")});
  begin();
  give(5);
  await(5);
  EXPECT_EQ(exporter_->sent(), 3U);
  EXPECT_EQ(exporter_->dropped(), 2U);
}

TEST_F(ExporterTest, WhateverItAnswersTheRunGoesOn) {
  const std::vector<Behaviour> all = {
      {"garbage"},
      {http_of("200 OK", "{\"partialSuccess\":[[[")},
      {http_of("200 OK", R"({"partialSuccess":{"rejectedSpans":-7}})")},
      {http_of("302 Found", "", "Location: http://127.0.0.1:1/\r\n")},
      {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"},
      {"", Behaviour::Reads::request, Then::reset},
      {"", Behaviour::Reads::request, Then::hang},
      {"", Behaviour::Reads::nothing, Then::hang},
      {"HTTP/1.1 200 OK\r\n\r\n", Behaviour::Reads::request, Then::drip},
      {"HTTP/1.1 200 OK\r\n\r\n", Behaviour::Reads::request, Then::flood},
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    collector_.server.behave(all[i]);
    begin();
    give(3);
    std::this_thread::sleep_for(milliseconds(50));
    const auto before = std::chrono::steady_clock::now();
    exporter_.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - before, seconds(3)) << i;
  }
}

TEST_F(ExporterTest, WhatIsLeftAtTheEndIsSent) {
  config_.gathering = seconds(60);
  begin();
  give(7);
  exporter_.reset();
  EXPECT_EQ(collector_.spans().size(), 7U);
  expect_well();
}

TEST(Otlp, AMessagesSpansAreOneTraceAndLieWithinItsRun) {
  const Sender sender{"1.0", "here"};
  auto spans = some(1);
  auto step = spans.front();
  step.kind = Span::Kind::work;
  step.name = "step bill";
  auto delivery = spans.front();
  delivery.kind = Span::Kind::delivery;
  delivery.name = "deliver";
  delivery.attempt = 2;
  delivery.failed = true;
  const auto value = to_otlp({spans.front(), step, delivery}, sender);
  const auto& list = *(*(*value["resourceSpans"].as_list())[0]["scopeSpans"].as_list())[0]["spans"].as_list();
  ASSERT_EQ(list.size(), 3U);
  for (const auto& span : list) EXPECT_EQ(span["traceId"].text_or_empty(), to_hex(trace_of(sender, 1)));
  EXPECT_TRUE(list[0]["parentSpanId"].is_null());
  EXPECT_EQ(list[1]["parentSpanId"], list[0]["spanId"]);
  EXPECT_EQ(list[2]["parentSpanId"], list[0]["spanId"]);
  EXPECT_EQ(*list[2]["status"]["code"].as_int(), 2);
  EXPECT_NE(trace_of(sender, 1), trace_of(sender, 2));
  EXPECT_NE(trace_of(sender, 1), trace_of({"1.0", "elsewhere"}, 1));
}

}  // namespace
}  // namespace sluss::traces
