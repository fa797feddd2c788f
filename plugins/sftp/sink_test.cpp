#include "sink.h"

#include <set>

#include "fixture.h"

namespace sluss::sftp {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;
using std::chrono::steady_clock;
using test::Proxy;
using test::SshServer;

struct Delivery {
  Message message;
  Parcel parcel;
};

/// A delivery whose files are called `name`.
std::unique_ptr<Delivery> delivery(const std::string& key, const std::string& name, const std::string& content) {
  auto made = std::make_unique<Delivery>();
  made->message.body["number"] = name;
  made->parcel = {key, &made->message, {{"xml", content}}};
  return made;
}

const fs::path journal = ".sluss-delivered";
const fs::path unfinished = journal / "unfinished";

class SinkTest : public test::WithServer {
 protected:
  void SetUp() override {
    WithServer::SetUp();
    if (IsSkipped()) return;
    set(ssh(), ssh().port());
    restart();
  }
  void set(const SshServer& server, int port) {
    static_cast<Server&>(config_) = test::settings_for(server, port);
    config_.folder = server.folder();
    config_.name = "{number}";
  }
  /// What another process would do.
  void restart() {
    sink_.emplace(config_);
    const auto opened = sink_->open({});
    ASSERT_TRUE(opened) << opened.error().what;
  }
  Result<std::string> deliver(const Parcel& parcel, std::stop_token stop = {}) {
    auto report = sink_->write({&parcel, 1}, std::move(stop));
    if (!report) return fail(report.error());
    return report->stopped ? fail(*report->stopped) : report->receipts.front();
  }
  /// The state that a crash leaves behind the unfinished file, or behind the record.
  void leave_behind(const Parcel& parcel, const std::string& name, bool decided) {
    ssh().make_folder(journal);
    ssh().make_folder(unfinished);
    const auto& bytes = parcel.documents.front().bytes;
    ssh().put(unfinished / part_name(parcel.key, 0), bytes);
    if (decided) ssh().put(journal / record_name(parcel.key), to_text({parcel.key, {{name, to_hex(digest(bytes))}}}));
  }
  static std::size_t parts() {
    if (!ssh().has(unfinished)) return 0;
    const fs::directory_iterator all(ssh().folder() / unfinished);
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }

  SinkConfig config_;
  std::optional<SftpSink> sink_;
};

using Names = std::vector<std::string>;

TEST_F(SinkTest, DeliversAndSaysTheName) {
  EXPECT_EQ(deliver(delivery("k1", "Östra 1001", "<a/>")->parcel).value(), "Östra_1001.xml");
  EXPECT_EQ(ssh().content("Östra_1001.xml"), "<a/>");
  EXPECT_EQ(ssh().visible(), Names{"Östra_1001.xml"});
  EXPECT_EQ(parts(), 0U);
}

TEST_F(SinkTest, ADeliveryMayHaveSeveralDocuments) {
  auto made = delivery("k1", "1001", "<a/>");
  made->parcel.documents.push_back({"pdf", "%PDF"});
  EXPECT_EQ(deliver(made->parcel).value(), "1001.xml, 1001.pdf");
  fs::remove(ssh().folder() / "1001.xml");
  restart();
  EXPECT_EQ(deliver(made->parcel).value(), "1001.xml, 1001.pdf");
  EXPECT_EQ(ssh().visible(), Names{"1001.pdf"});
}

TEST_F(SinkTest, TheSameKeyAgainWritesNothingEvenWhenTheFileWasFetched) {
  const auto made = delivery("k1", "1001", "<a/>");
  ASSERT_TRUE(deliver(made->parcel));
  fs::remove(ssh().folder() / "1001.xml");
  EXPECT_EQ(deliver(made->parcel).value(), "1001.xml");
  restart();
  EXPECT_EQ(deliver(made->parcel).value(), "1001.xml");
  EXPECT_TRUE(ssh().visible().empty());
}

TEST_F(SinkTest, TheSameKeyWithOtherContentIsRejected) {
  ASSERT_TRUE(deliver(delivery("k1", "1001", "<a/>")->parcel));
  const auto again = deliver(delivery("k1", "1001", "<b/>")->parcel);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().fault, Fault::rejected);
  EXPECT_EQ(again.error().what, "the same delivery with other content: 1001.xml was delivered before");
  EXPECT_EQ(ssh().content("1001.xml"), "<a/>");
}

TEST_F(SinkTest, AForeignFileIsNeverOverwritten) {
  ssh().put("1001.xml", "theirs");
  EXPECT_EQ(deliver(delivery("k1", "1001", "<a/>")->parcel).error().fault, Fault::rejected);
  EXPECT_EQ(ssh().content("1001.xml"), "theirs");
  const auto late = delivery("k2", "1001", "<a/>");
  leave_behind(late->parcel, "1001.xml", true);
  EXPECT_EQ(deliver(late->parcel).error().fault, Fault::rejected) << "it took the name after all was decided";
  EXPECT_EQ(ssh().content("1001.xml"), "theirs");
  fs::remove(ssh().folder() / "1001.xml");
  EXPECT_EQ(deliver(late->parcel).value(), "1001.xml") << "when it is moved away";
  EXPECT_EQ(ssh().content("1001.xml"), "<a/>");
}

TEST_F(SinkTest, OneBadParcelDoesNotStopTheOthers) {
  const auto a = delivery("k1", "1001", "<a/>");
  const auto b = delivery("k2", "1001", "<b/>");
  const auto c = delivery("k3", "", "<c/>");
  const auto d = delivery("k4", "../../1004", "<d/>");
  const std::vector<Parcel> parcels{a->parcel, b->parcel, c->parcel, d->parcel};
  const auto report = sink_->write(parcels, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->receipts.at(0).value(), "1001.xml");
  EXPECT_EQ(report->receipts.at(1).error().fault, Fault::rejected);
  EXPECT_EQ(report->receipts.at(2).error().fault, Fault::data);
  EXPECT_EQ(report->receipts.at(3).value(), "_._.._1004.xml");
}

TEST_F(SinkTest, ADamagedRecordIsForAPerson) {
  const auto made = delivery("k1", "1001", "<a/>");
  leave_behind(made->parcel, "1001.xml", true);
  ssh().put(journal / record_name("k1"), "{\"key\":\"k1\"");
  const auto refused = deliver(made->parcel);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::rejected);
  EXPECT_NE(refused.error().what.find("is damaged"), std::string::npos);
  EXPECT_TRUE(ssh().visible().empty());
}

// The states that a crash may leave.

TEST_F(SinkTest, CrashedWhileWriting) {
  const auto made = delivery("k1", "1001", "<a/>");
  leave_behind(delivery("k1", "1001", "<a")->parcel, "1001.xml", false);
  EXPECT_EQ(deliver(made->parcel).value(), "1001.xml");
  EXPECT_EQ(ssh().content("1001.xml"), "<a/>");
  EXPECT_EQ(parts(), 0U);
}

TEST_F(SinkTest, CrashedAfterTheRecord) {
  const auto made = delivery("k1", "1001", "<a/>");
  leave_behind(made->parcel, "1001.xml", true);
  EXPECT_EQ(deliver(made->parcel).value(), "1001.xml");
  EXPECT_EQ(ssh().content("1001.xml"), "<a/>");
  EXPECT_EQ(parts(), 0U);
}

TEST_F(SinkTest, TheServerCrashedBetweenTheTwoStepsOfARenaming) {
  const auto made = delivery("k1", "1001", "<a/>");
  leave_behind(made->parcel, "1001.xml", true);
  fs::create_hard_link(ssh().folder() / unfinished / part_name("k1", 0), ssh().folder() / "1001.xml");
  EXPECT_EQ(deliver(made->parcel).value(), "1001.xml");
  EXPECT_EQ(ssh().content("1001.xml"), "<a/>");
  EXPECT_EQ(parts(), 0U);
}

TEST_F(SinkTest, WhatNobodyCameBackToForADayIsCleared) {
  leave_behind(delivery("old", "1000", "<o/>")->parcel, "1000.xml", false);
  leave_behind(delivery("decided", "1001", "<d/>")->parcel, "1001.xml", true);
  leave_behind(delivery("young", "1002", "<y/>")->parcel, "1002.xml", false);
  for (const auto* key : {"old", "decided"})
    fs::last_write_time(ssh().folder() / unfinished / part_name(key, 0), fs::file_time_type::clock::now() - 25h);
  ASSERT_TRUE(deliver(delivery("k1", "1003", "<a/>")->parcel));
  EXPECT_FALSE(ssh().has(unfinished / part_name("old", 0)));
  EXPECT_TRUE(ssh().has(unfinished / part_name("decided", 0)));
  EXPECT_TRUE(ssh().has(unfinished / part_name("young", 0)));
}

// The network and the server.

/// Looks at the folder as whoever fetches would, all the time: nothing half-done is ever seen.
class Fetcher {
 public:
  Fetcher(const SshServer& ssh, std::string whole) : ssh_(ssh), whole_(std::move(whole)) {}
  ~Fetcher() { EXPECT_EQ(half_done_, 0); }
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

 private:
  void look(const std::stop_token& stop) {
    for (; !stop.stop_requested(); std::this_thread::sleep_for(3ms)) {
      for (const auto& name : ssh_.visible()) {
        std::ifstream file(ssh_.folder() / name, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        // One that has just gone was fetched by the test.
        if (file.is_open() && bytes != whole_) ++half_done_;
      }
    }
  }

  const SshServer& ssh_;
  std::string whole_;
  std::atomic<int> half_done_ = 0;
  std::jthread thread_{[this](const std::stop_token& stop) { look(stop); }};
};

TEST_F(SinkTest, CutAtAnyByteItArrivesOnce) {
  const std::string content(5'000, 'x');
  Proxy proxy(ssh().port());
  set(ssh(), proxy.port());
  restart();
  const auto begin = proxy.passed();
  ASSERT_TRUE(deliver(delivery("whole", "whole", content)->parcel));
  const auto whole = proxy.passed() - begin;
  const Fetcher fetcher(ssh(), content);
  int cuts = 0;
  Names expected{"whole.xml"};
  for (long at = 1; at < whole + 500; at += 67) {
    const auto name = std::to_string(100'000 + at);
    const auto made = delivery("key " + name, name, content);
    restart();
    proxy.after(at, Proxy::Then::cut);
    const auto receipt = deliver(made->parcel);
    proxy.after(-1, Proxy::Then::cut);
    EXPECT_TRUE(receipt) << at << ": " << receipt.error().what << " (the second connection is well)";
    if (at % 3 == 0) fs::remove(ssh().folder() / (name + ".xml"));  // fetched meanwhile
    else expected.push_back(name + ".xml");
    restart();
    EXPECT_EQ(deliver(made->parcel).value_or("nothing"), name + ".xml");
    ++cuts;
  }
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(ssh().visible(), expected);
  EXPECT_EQ(parts(), 0U);
  std::cout << cuts << " cuts of a delivery of " << whole << " bytes\n";
  EXPECT_GT(cuts, 100);
}

TEST_F(SinkTest, AnAnswerThatIsLostIsAskedFor) {
  const std::string content(20'000, 'x');
  Proxy proxy(ssh().port());
  set(ssh(), proxy.port());
  config_.answer_timeout = 1s;
  restart();
  const auto begin = proxy.passed();
  ASSERT_TRUE(deliver(delivery("whole", "whole", content)->parcel));
  const auto whole = proxy.passed() - begin;
  // The last of what goes are the record and the renamings, and what is asked in between.
  for (long before_end = 100; before_end < 2'000; before_end += 300) {
    const auto name = std::to_string(before_end);
    restart();
    proxy.after(whole - before_end, Proxy::Then::swallow_answers);
    EXPECT_EQ(deliver(delivery(name, name, content)->parcel).value_or("nothing"), name + ".xml") << before_end;
    proxy.after(-1, Proxy::Then::cut);
    EXPECT_EQ(ssh().content(name + ".xml"), content);
  }
  EXPECT_EQ(parts(), 0U);
}

TEST_F(SinkTest, AServerThatIsKilledMeanwhileLeavesNothingHalfDone) {
  const std::string content(30'000'000, 'x');
  const Fetcher fetcher(ssh(), content);
  const auto made = delivery("k1", "1001", content);
  std::jthread killer([&] {
    while (parts() == 0) std::this_thread::sleep_for(1ms);
    ssh().stop();
  });
  const auto broken = deliver(made->parcel);
  killer.join();
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().fault, Fault::unavailable);
  EXPECT_TRUE(ssh().visible().empty());
  ssh().start();
  EXPECT_EQ(deliver(made->parcel).value_or("nothing"), "1001.xml");
  EXPECT_EQ(ssh().visible(), Names{"1001.xml"});
}

TEST_F(SinkTest, AFullDiskIsTriedLaterAndLeavesNothing) {
  const SshServer small({.largest_file = 100'000, .more = ""});
  set(small, small.port());
  restart();
  const auto large = delivery("k1", "1001", std::string(300'000, 'x'));
  const auto little = delivery("k2", "1002", "<b/>");
  const std::vector<Parcel> parcels{large->parcel, little->parcel};
  const auto report = sink_->write(parcels, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->receipts.at(0).error().fault, Fault::unavailable);
  EXPECT_NE(report->receipts.at(0).error().what.find("may be full"), std::string::npos)
      << report->receipts.at(0).error().what;
  EXPECT_EQ(report->receipts.at(1).value_or("nothing"), "1002.xml") << "what there is room for goes";
  EXPECT_EQ(small.visible(), Names{"1002.xml"});
  EXPECT_TRUE(fs::is_empty(small.folder() / unfinished));
}

TEST_F(SinkTest, AStopEndsATransferWithinASecond) {
  const auto made = delivery("k1", "1001", std::string(5'000'000, 'x'));
  Proxy proxy(ssh().port());
  set(ssh(), proxy.port());
  config_.answer_timeout = 60s;
  restart();
  proxy.after(500'000, Proxy::Then::swallow_answers);
  std::stop_source stop;
  std::jthread later([&] {
    while (!proxy.has_happened()) std::this_thread::sleep_for(10ms);
    std::this_thread::sleep_for(200ms);
    stop.request_stop();
  });
  std::atomic<steady_clock::time_point> begin = steady_clock::now();
  const std::stop_callback mark(stop.get_token(), [&] { begin = steady_clock::now(); });
  const auto stopped = deliver(made->parcel, stop.get_token());
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().fault, Fault::cancelled);
  EXPECT_LT(test::seconds_since(begin), 30) << "not after the time-out";
  std::cout << "stopped " << test::seconds_since(begin) << " s after it was asked for\n";
  restart();
  EXPECT_EQ(deliver(made->parcel).value_or("nothing"), "1001.xml");
}

TEST_F(SinkTest, ARefusedLogInIsTriedOnceAndStopsTheConnection) {
  Proxy proxy(ssh().port());
  set(ssh(), proxy.port());
  config_.key = Secret(ssh().private_key("other"));
  SftpSink refused(config_);
  EXPECT_EQ(refused.open({}).error().fault, Fault::denied);
  EXPECT_EQ(proxy.connections(), 1);
}

TEST_F(SinkTest, AFolderThatMayNotBeWrittenStopsTheConnection) {
  fs::permissions(ssh().folder(), fs::perms(0555));
  const auto denied = deliver(delivery("k1", "1001", "<a/>")->parcel);
  fs::permissions(ssh().folder(), fs::perms(0755));
  ASSERT_FALSE(denied);
  EXPECT_EQ(denied.error().fault, Fault::denied);
  EXPECT_NE(denied.error().what.find("does not allow it"), std::string::npos) << denied.error().what;
}

// What it tells when it is asked.

TEST_F(SinkTest, WhatWasDeliveredIsThereUntilItIsFetchedAndKnownAfterwards) {
  EXPECT_EQ(sink_->kept("k1", {}).value(), std::nullopt);
  EXPECT_FALSE(ssh().has(journal)) << "asking changes nothing";
  ASSERT_TRUE(deliver(delivery("k1", "1001", "<a/>")->parcel));
  restart();
  auto kept = sink_->kept("k1", {});
  ASSERT_TRUE(kept && *kept);
  EXPECT_EQ((*kept)->receipt, "1001.xml");
  ASSERT_EQ((*kept)->documents.size(), 1U);
  EXPECT_EQ((*kept)->documents[0].bytes, "<a/>");
  EXPECT_EQ((*kept)->documents[0].extension, "xml");
  ssh().put("1001.xml", "<b/>");
  EXPECT_EQ(sink_->kept("k1", {}).error().fault, Fault::data);
  fs::remove(ssh().folder() / "1001.xml");
  kept = sink_->kept("k1", {});
  ASSERT_TRUE(kept && *kept);
  EXPECT_TRUE((*kept)->documents.empty());
}

TEST_F(SinkTest, TheJournalMayLieElsewhere) {
  ssh().make_folder("ut");
  config_.folder = (ssh().folder() / "ut").string();
  config_.journal = (ssh().folder() / "sluss").string();
  restart();
  ASSERT_TRUE(deliver(delivery("k1", "1001", "<a/>")->parcel));
  EXPECT_EQ(std::distance(fs::directory_iterator(ssh().folder() / "ut"), {}), 1) << "nothing hidden beside it";
  EXPECT_TRUE(ssh().has("sluss/" + record_name("k1")));
}

TEST_F(SinkTest, TheProbeLooksAndLeavesNothing) {
  EXPECT_TRUE(SftpSinkProbe(config_).probe({}));
  EXPECT_TRUE(fs::is_empty(ssh().folder()));
  config_.folder += "/none";
  EXPECT_NE(SftpSinkProbe(config_).probe({}).error().what.find("does not exist at"), std::string::npos);
}

}  // namespace
}  // namespace sluss::sftp
