// The daemon's traces, as a collector sees them: one a message, from its reading to its delivery, and nobody's name.
#include <gtest/gtest.h>
#include <thread>

#include "admin/asker.h"
#include "base/text.h"
#include "support/collector.h"

namespace sluss::test {
namespace {

using std::chrono::milliseconds;

class Traces : public ::testing::Test {
 protected:
  void send_to(const std::string& url) {
    admin_.stop();
    const auto before = read_file(admin_.world.root() / "config/sluss.yaml");
    admin_.world.configure("sluss.yaml", before + "traces: { url: \"" + url + "\" }\n");
    admin_.start();
    token_ = admin_.token("ola", "operator,viewer");
  }
  /// The state of the run when it is over.
  std::string run() {
    EXPECT_EQ(admin_.ask_by(token_, "POST", "/api/v1/pipelines/nightly/runs").status, 204);
    for (int i = 0; i < 3000; ++i) {
      std::this_thread::sleep_for(milliseconds(20));
      const auto status = admin_.ask_by(token_, "GET", "/api/v1/status").json();
      const auto state = (*status["pipelines"].as_list())[0]["last_state"].text_or_empty();
      if (!state.empty() && state != "running") return state;
    }
    return "it never ended";
  }
  void put_night() {
    admin_.world.put("placeringar.csv", {Row{.id = "P1"}, Row{.id = "P2", .personnummer = "19550101-9813"},
                                         Row{.id = "P3", .programme = "XXX", .personnummer = "19550101-9821"}});
  }

  AdminWorld admin_;
  std::string token_;
};

TEST_F(Traces, tell_what_each_message_was_at) {
  Collector collector;
  send_to(collector.url());
  put_night();
  EXPECT_EQ(run(), "done");
  EXPECT_NE(admin_.ask_by(token_, "GET", "/metrics").body.find("sluss_trace_spans_dropped_total 0"), std::string::npos);
  const auto log = admin_.stop();

  std::map<std::string, std::set<std::string>> names;  // by the number of the message
  std::map<std::string, std::string> traces;
  std::map<std::string, TracedSpan> by_id;
  for (const auto& span : collector.spans()) {
    const auto message = span.attributes.at("sluss.message");
    names[message].insert(span.name);
    EXPECT_EQ(traces.emplace(message, span.trace).first->second, span.trace) << "one trace a message";
    EXPECT_FALSE(span.attributes.at("sluss.run").empty());
    EXPECT_FALSE(span.attributes.at("sluss.connection").empty());
    by_id[span.id] = span;
  }
  EXPECT_EQ(collector.faults(), std::vector<std::string>());
  EXPECT_GE(names.size(), 4U) << "three placements, and an invoice at least";
  std::size_t delivered = 0, taken_in = 0;
  for (const auto& [message, of] : names) {
    EXPECT_TRUE(of.contains("message") && of.contains("commit")) << message;
    taken_in += of.contains("read") && of.contains("step validate") && of.contains("step bill") ? 1 : 0;
    delivered += of.contains("deliver") ? 1 : 0;
  }
  EXPECT_EQ(taken_in, 3U);
  EXPECT_EQ(delivered, admin_.world.outbox().size());
  for (const auto& [id, span] : by_id) {
    EXPECT_EQ(span.parent.empty(), span.name == "message");
    if (!span.parent.empty()) {
      EXPECT_EQ(by_id.at(span.parent).name, "message");
    }
    if (span.name != "deliver") continue;
    EXPECT_EQ(span.attributes.at("sluss.outcome"), "delivered");
    EXPECT_EQ(span.attributes.at("sluss.attempt"), "1");
  }
  for (const auto* planted : {"Testberg", "Provia", "19550101", "550101", "9805", "9813", "9821"})
    EXPECT_EQ(collector.bytes().find(planted), std::string::npos) << planted;
  EXPECT_EQ(log.find("traces"), std::string::npos) << log;
}

TEST_F(Traces, a_collector_that_is_away_or_hangs_changes_nothing_in_the_run) {
  put_night();
  static_cast<void>(admin_.world.sync());
  const auto expected = admin_.world.placements();
  const auto invoices = admin_.world.outbox().size();
  Collector hanging;
  hanging.server.behave({"", Behaviour::Reads::nothing, Behaviour::Then::hang});
  for (const auto& url : {std::string("http://127.0.0.1:1/v1/traces"), hanging.url()}) {
    AdminWorld other;
    other.stop();
    const auto before = read_file(other.world.root() / "config/sluss.yaml");
    other.world.configure("sluss.yaml", before + "traces: { url: \"" + url + "\" }\n");
    other.start();
    other.world.put("placeringar.csv", {Row{.id = "P1"}, Row{.id = "P2", .personnummer = "19550101-9813"},
                                        Row{.id = "P3", .programme = "XXX", .personnummer = "19550101-9821"}});
    const auto token = other.token("ola", "operator,viewer");
    EXPECT_EQ(other.ask_by(token, "POST", "/api/v1/pipelines/nightly/runs").status, 204);
    for (int i = 0; i < 1000 && other.world.outbox().size() < invoices; ++i)
      std::this_thread::sleep_for(milliseconds(20));
    const auto begin = std::chrono::steady_clock::now();
    static_cast<void>(other.stop());
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
    EXPECT_EQ(other.world.placements(), expected) << url;
    EXPECT_EQ(other.world.outbox().size(), invoices) << url;
  }
}

}  // namespace
}  // namespace sluss::test
