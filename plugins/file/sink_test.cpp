#include "sink.h"

#include <csignal>
#include <gtest/gtest.h>
#include <random>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "test_folder.h"

namespace sluss::file {
namespace {

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

class SinkTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(sink_.open({})); }

  Result<std::string> deliver(const Parcel& parcel) {
    auto report = sink_.write({&parcel, 1}, {});
    if (!report) return fail(report.error());
    return report->receipts.front();
  }
  static std::string line(const std::string& key, const std::string& name, const std::string& content) {
    return to_line({key, {{name, to_hex(digest(content))}}});
  }
  /// What another process would do: read the folder anew.
  void restart() {
    sink_.close();
    ASSERT_TRUE(sink_.open({}));
  }
  [[nodiscard]] std::set<std::string> visible() const {
    std::set<std::string> names;
    for (const auto& name : folder_.names()) {
      if (!name.starts_with('.')) names.insert(name);
    }
    return names;
  }

  TestFolder folder_;
  FileSink sink_{{folder_.path(), "{number}"}};
};

TEST_F(SinkTest, DeliversAndSaysTheName) {
  EXPECT_EQ(deliver(delivery("k1", "1001", "<a/>")->parcel).value(), "1001.xml");
  EXPECT_EQ(folder_.content("1001.xml"), "<a/>");
  EXPECT_EQ(folder_.names(), (std::set<std::string>{"1001.xml", Journal::file_name}));
}

TEST_F(SinkTest, ADeliveryMayHaveSeveralDocuments) {
  auto made = delivery("k1", "1001", "<a/>");
  made->parcel.documents.push_back({"pdf", "%PDF"});
  EXPECT_EQ(deliver(made->parcel).value(), "1001.xml, 1001.pdf");
  std::filesystem::remove(folder_.path() / "1001.xml");
  restart();
  EXPECT_EQ(deliver(made->parcel).value(), "1001.xml, 1001.pdf");
  EXPECT_EQ(visible(), std::set<std::string>{"1001.pdf"});
}

TEST_F(SinkTest, TheSameKeyAgainWritesNothingEvenWhenTheFileWasFetched) {
  const auto made = delivery("k1", "1001", "<a/>");
  ASSERT_TRUE(deliver(made->parcel));
  std::filesystem::remove(folder_.path() / "1001.xml");
  EXPECT_EQ(deliver(made->parcel).value(), "1001.xml");
  restart();
  EXPECT_EQ(deliver(made->parcel).value(), "1001.xml");
  EXPECT_TRUE(visible().empty());
}

TEST_F(SinkTest, TheSameKeyWithOtherContentIsRejected) {
  ASSERT_TRUE(deliver(delivery("k1", "1001", "<a/>")->parcel));
  const auto again = deliver(delivery("k1", "1001", "<b/>")->parcel);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().fault, Fault::rejected);
  EXPECT_EQ(again.error().what, "the same delivery with other content: 1001.xml was delivered before");
  EXPECT_EQ(folder_.content("1001.xml"), "<a/>");
}

TEST_F(SinkTest, AForeignFileIsNeverOverwritten) {
  folder_.put("1001.xml", "theirs");
  const auto refused = deliver(delivery("k1", "1001", "<a/>")->parcel);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::rejected);
  EXPECT_NE(refused.error().what.find("1001.xml"), std::string::npos);
  EXPECT_EQ(folder_.content("1001.xml"), "theirs");
}

TEST_F(SinkTest, NothingIsWrittenThroughALinkOrOutsideTheFolder) {
  const TestFolder outside;
  outside.put("theirs", "theirs");
  const auto target = outside.path() / "theirs";
  std::filesystem::create_symlink(target, folder_.path() / "1001.xml");
  EXPECT_EQ(deliver(delivery("k1", "1001", "<a/>")->parcel).error().fault, Fault::rejected);
  std::filesystem::create_symlink(target, folder_.path() / part_name("1002.xml", "k2"));
  EXPECT_EQ(deliver(delivery("k2", "1002", "<b/>")->parcel).value(), "1002.xml");
  EXPECT_EQ(folder_.content("1002.xml"), "<b/>");
  EXPECT_EQ(deliver(delivery("k3", "../../1003", "<c/>")->parcel).value(), "_._.._1003.xml");
  EXPECT_EQ(outside.content("theirs"), "theirs");
}

TEST_F(SinkTest, OneBadParcelDoesNotStopTheOthers) {
  const auto a = delivery("k1", "1001", "<a/>");
  const auto b = delivery("k2", "1001", "<b/>");
  const auto c = delivery("k3", "", "<c/>");
  const auto d = delivery("k4", "1004", "<d/>");
  const std::vector<Parcel> parcels{a->parcel, b->parcel, c->parcel, d->parcel};
  const auto report = sink_.write(parcels, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->receipts.at(0).value(), "1001.xml");
  EXPECT_EQ(report->receipts.at(1).error().fault, Fault::rejected);
  EXPECT_EQ(report->receipts.at(2).error().fault, Fault::data);
  EXPECT_EQ(report->receipts.at(3).value(), "1004.xml");
}

TEST_F(SinkTest, StoppedBeforeItBeganItWritesNothing) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(sink_.write({}, stop.get_token()).error().fault, Fault::cancelled);
}

// What it tells when it is asked.

TEST_F(SinkTest, WhatWasDeliveredIsThereUntilItIsFetchedAndKnownAfterwards) {
  ASSERT_TRUE(deliver(delivery("k1", "1001", "<a/>")->parcel));
  auto kept = sink_.kept("k1", {});
  ASSERT_TRUE(kept && *kept);
  EXPECT_EQ((*kept)->receipt, "1001.xml");
  ASSERT_EQ((*kept)->documents.size(), 1U);
  EXPECT_EQ((*kept)->documents[0].bytes, "<a/>");
  EXPECT_EQ((*kept)->documents[0].extension, "xml");
  std::filesystem::remove(folder_.path() / "1001.xml");
  kept = sink_.kept("k1", {});
  ASSERT_TRUE(kept && *kept);
  EXPECT_TRUE((*kept)->documents.empty());
}

TEST_F(SinkTest, AnAlteredFileIsNotWhatWasDelivered) {
  ASSERT_TRUE(deliver(delivery("k1", "1001", "<a/>")->parcel));
  folder_.put("1001.xml", "<b/>");
  const auto kept = sink_.kept("k1", {});
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().fault, Fault::data);
  EXPECT_NE(kept.error().what.find("the file 1001.xml in "), std::string::npos) << kept.error().what;
}

TEST_F(SinkTest, SomethingElseThanAFileIsNotWhatWasDelivered) {
  ASSERT_TRUE(deliver(delivery("k1", "1001", "<a/>")->parcel));
  std::filesystem::remove(folder_.path() / "1001.xml");
  std::filesystem::create_symlink("/etc/hostname", folder_.path() / "1001.xml");
  EXPECT_EQ(sink_.kept("k1", {}).error().fault, Fault::data);
}

TEST_F(SinkTest, WithoutItsLineInTheJournalADeliveryIsNotKnown) {
  ASSERT_TRUE(deliver(delivery("k1", "1001", "<a/>")->parcel));
  ASSERT_TRUE(deliver(delivery("k2", "1002", "<b/>")->parcel));
  folder_.put(Journal::file_name, line("k2", "1002.xml", "<b/>"));
  restart();
  const auto gone = sink_.kept("k1", {}), there = sink_.kept("k2", {});
  ASSERT_TRUE(gone);
  EXPECT_FALSE(*gone);
  ASSERT_TRUE(there && *there);
}

TEST_F(SinkTest, AskingChangesNothingAndWhatComesAfterIsDelivered) {
  auto kept = sink_.kept("k1", {});
  ASSERT_TRUE(kept);
  EXPECT_FALSE(*kept);
  EXPECT_TRUE(folder_.names().empty());
  const auto torn = line("k1", "1001.xml", "<a/>") + "k2";
  folder_.put("1001.xml", "<a/>");
  folder_.put(Journal::file_name, torn);
  kept = sink_.kept("k1", {});
  EXPECT_TRUE(kept && *kept);
  EXPECT_EQ(folder_.content(Journal::file_name), torn);
  EXPECT_EQ(deliver(delivery("k2", "1002", "<b/>")->parcel).value(), "1002.xml");
  EXPECT_EQ(folder_.content(Journal::file_name), line("k1", "1001.xml", "<a/>") + line("k2", "1002.xml", "<b/>"));
}

TEST_F(SinkTest, AFolderOrAPipeIsNotWhatWasDelivered) {
  ASSERT_TRUE(deliver(delivery("k1", "1001", "<a/>")->parcel));
  std::filesystem::remove(folder_.path() / "1001.xml");
  ASSERT_EQ(::mkfifo((folder_.path() / "1001.xml").c_str(), 0600), 0);
  EXPECT_EQ(sink_.kept("k1", {}).error().fault, Fault::data);
  std::filesystem::remove(folder_.path() / "1001.xml");
  std::filesystem::create_directory(folder_.path() / "1001.xml");
  EXPECT_EQ(sink_.kept("k1", {}).error().fault, Fault::data);
}

TEST_F(SinkTest, ADigestThatWasAlteredInTheJournalDoesNotFitTheFile) {
  ASSERT_TRUE(deliver(delivery("k1", "1001", "<a/>")->parcel));
  folder_.put(Journal::file_name, line("k1", "1001.xml", "<b/>"));
  restart();
  EXPECT_EQ(sink_.kept("k1", {}).error().fault, Fault::data);
}

// The states that a crash may leave.

TEST_F(SinkTest, CrashedWhileWriting) {
  folder_.put(part_name("1001.xml", "k1"), "<a");
  restart();
  EXPECT_EQ(deliver(delivery("k1", "1001", "<a/>")->parcel).value(), "1001.xml");
  EXPECT_EQ(folder_.content("1001.xml"), "<a/>");
  EXPECT_FALSE(folder_.has(part_name("1001.xml", "k1")));
}

TEST_F(SinkTest, CrashedInTheMiddleOfTheJournalLine) {
  folder_.put(part_name("1001.xml", "k1"), "<a/>");
  const auto torn = line("k1", "1001.xml", "<a/>");
  folder_.put(Journal::file_name, torn.substr(0, torn.size() - 1));
  restart();
  EXPECT_EQ(deliver(delivery("k1", "1001", "<a/>")->parcel).value(), "1001.xml");
  EXPECT_EQ(folder_.content(Journal::file_name), torn);
}

TEST_F(SinkTest, CrashedAfterTheJournalLine) {
  folder_.put(part_name("1001.xml", "k1"), "<a/>");
  folder_.put(Journal::file_name, line("k1", "1001.xml", "<a/>"));
  restart();
  EXPECT_EQ(deliver(delivery("k1", "1001", "<a/>")->parcel).value(), "1001.xml");
  EXPECT_EQ(folder_.names(), (std::set<std::string>{"1001.xml", Journal::file_name}));
}

TEST_F(SinkTest, CrashedAfterTheRenaming) {
  folder_.put("1001.xml", "<a/>");
  folder_.put(Journal::file_name, line("k1", "1001.xml", "<a/>"));
  restart();
  EXPECT_EQ(deliver(delivery("k1", "1001", "<a/>")->parcel).value(), "1001.xml");
  EXPECT_EQ(folder_.content(Journal::file_name), line("k1", "1001.xml", "<a/>"));
}

TEST_F(SinkTest, CrashedHalfwayThroughAMoveByLink) {
  folder_.put(part_name("1001.xml", "k1"), "<a/>");
  std::filesystem::create_hard_link(folder_.path() / part_name("1001.xml", "k1"), folder_.path() / "1001.xml");
  folder_.put(Journal::file_name, line("k1", "1001.xml", "<a/>"));
  restart();
  EXPECT_EQ(deliver(delivery("k1", "1001", "<a/>")->parcel).value(), "1001.xml");
  EXPECT_EQ(folder_.names(), (std::set<std::string>{"1001.xml", Journal::file_name}));
}

TEST_F(SinkTest, CrashedAfterTheJournalLineAndAForeignFileTookTheName) {
  folder_.put("1001.xml", "theirs");
  folder_.put(part_name("1001.xml", "k1"), "<a/>");
  folder_.put(Journal::file_name, line("k1", "1001.xml", "<a/>"));
  restart();
  EXPECT_EQ(deliver(delivery("k1", "1001", "<a/>")->parcel).error().fault, Fault::rejected);
  EXPECT_EQ(folder_.content("1001.xml"), "theirs");
}

TEST_F(SinkTest, AnUnfinishedFileOfAnotherDeliveryOfTheSameNameIsNotTakenForOurs) {
  folder_.put(part_name("1001.xml", "k2"), "<b/>");
  folder_.put(Journal::file_name, line("k1", "1001.xml", "<a/>"));
  restart();
  EXPECT_EQ(deliver(delivery("k1", "1001", "<a/>")->parcel).value(), "1001.xml");
  EXPECT_TRUE(visible().empty());
}

TEST_F(SinkTest, AFullDiskIsTriedAgainLater) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = ::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{10, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto big = delivery("k1", "1001", std::string(1000, 'x'));
  const auto tiny = delivery("k2", "1002", "<a/>");  // its journal line does not fit
  const auto first = deliver(big->parcel);
  const auto second = deliver(tiny->parcel);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  ::signal(SIGXFSZ, handler);
  ASSERT_FALSE(first);
  EXPECT_EQ(first.error().fault, Fault::unavailable);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().fault, Fault::unavailable);
  EXPECT_TRUE(visible().empty());
  EXPECT_TRUE(deliver(big->parcel));
  EXPECT_TRUE(deliver(tiny->parcel));
  EXPECT_EQ(visible(), (std::set<std::string>{"1001.xml", "1002.xml"}));
}

TEST_F(SinkTest, AMissingFolderIsSaidClearly) {
  FileSink sink({folder_.path() / "borta", "{number}"});
  EXPECT_EQ(sink.open({}).error().fault, Fault::unavailable);
  EXPECT_EQ(FileSinkProbe({folder_.path() / "borta", "{number}"}).probe({}).error().fault, Fault::unavailable);
}

TEST(SinkProbe, LeavesNothingBehind) {
  const TestFolder folder;
  EXPECT_TRUE(FileSinkProbe({folder.path(), "{number}"}).probe({}));
  EXPECT_TRUE(folder.names().empty());
}

// Killed at any moment, while the other side fetches files as soon as it sees them.
class KilledSink : public testing::Test {
 protected:
  static constexpr int deliveries = 60;
  static constexpr int rounds = 50;

  void deliver_all() const {
    FileSink sink({out_.path(), "{number}"});
    if (!sink.open({})) return;
    for (int i = 0; i < deliveries; i += 3) {
      std::vector<std::unique_ptr<Delivery>> made;
      std::vector<Parcel> parcels;
      for (int n = i; n < i + 3; ++n) {
        const auto number = std::to_string(n);
        made.push_back(delivery("key " + number, "invoice-" + number, "<invoice>" + number + "</invoice>"));
        parcels.push_back(made.back()->parcel);
      }
      const auto report = sink.write(parcels, {});
      for (const auto& receipt : report->receipts) {
        if (!receipt) ::_exit(1);
      }
    }
  }
  void fetch() {
    for (const auto& name : out_.names()) {
      if (name.starts_with('.')) continue;
      std::filesystem::rename(out_.path() / name, fetched_.path() / (name + "#" + std::to_string(++fetched_count_)));
    }
  }

  TestFolder out_, fetched_;
  int fetched_count_ = 0;
};

TEST_F(KilledSink, EachFileArrivesExactlyOnce) {
  std::mt19937 random(20261123);
  std::uniform_int_distribution<int> lifetime(200, 12'000);
  for (int round = 0; round < rounds; ++round) {
    const auto child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      deliver_all();
      ::_exit(0);
    }
    const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(lifetime(random));
    while (std::chrono::steady_clock::now() < end) fetch();
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_FALSE(WIFEXITED(status) && WEXITSTATUS(status) != 0) << "a delivery was not taken again";
  }
  deliver_all();
  fetch();
  std::map<std::string, int> arrived;
  for (const auto& name : fetched_.names()) ++arrived[name.substr(0, name.find('#'))];
  ASSERT_EQ(arrived.size(), static_cast<std::size_t>(deliveries));
  for (const auto& [name, times] : arrived) EXPECT_EQ(times, 1) << name;
  for (const auto& name : fetched_.names()) EXPECT_TRUE(fetched_.content(name).ends_with("</invoice>")) << name;
}

}  // namespace
}  // namespace sluss::file
