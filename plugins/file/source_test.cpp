#include "source.h"

#include <fstream>
#include <gtest/gtest.h>
#include <thread>
#include <unistd.h>

#include "support/plugin_parts.h"
#include "test_folder.h"

namespace sluss::file {
namespace {

using std::chrono::seconds;

class SourceTest : public testing::Test {
 protected:
  SourceTest() {
    config_.folder = folder_.path();
    config_.quiet = seconds(0);
  }

  FileSource& open() {
    source_.emplace(config_);
    EXPECT_TRUE(source_->open({}));
    return *source_;
  }
  /// Reads one file to its end, and says "name: content"; "" when there is nothing more.
  std::string read_one() {
    auto read = source_->read({});
    EXPECT_TRUE(read) << read.error().what;
    if (!read || !*read) return "";
    last_ = std::move(**read);
    return last_.name + ": " + rest();
  }
  void expect_still_written(const std::string& name) {
    const auto read = source_->read({});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().fault, Fault::unavailable);
    EXPECT_NE(read.error().what.find("still being written to: " + name), std::string::npos) << read.error().what;
  }
  std::string rest() {
    std::string content(100, '\0');
    content.resize(last_.input->read(content).value());
    return content;
  }

  TestFolder folder_;
  SourceConfig config_;
  std::optional<FileSource> source_;
  Read last_;
};

TEST_F(SourceTest, ReadsTheOldestFirstAndThenByName) {
  folder_.put("c.csv", "3", 10);
  folder_.put("b.csv", "2", 20);
  folder_.put("a.csv", "1", 20);
  open();
  folder_.age("a.csv", 20);
  EXPECT_EQ(read_one(), "a.csv: 1");
  EXPECT_EQ(read_one(), "b.csv: 2");
  EXPECT_EQ(read_one(), "c.csv: 3");
  EXPECT_EQ(read_one(), "");
}

TEST_F(SourceTest, TakesFromItsFolderWhatItMatchesUnlessItLeavesIt) {
  config_.match = "*.csv";
  const auto place = FileSource(config_).takes_from();
  config_.match = "*.xlsx";
  EXPECT_NE(FileSource(config_).takes_from(), place);
  config_.then = After::leave;
  EXPECT_EQ(FileSource(config_).takes_from(), "");
}

TEST_F(SourceTest, LeavesWhatIsNoFinishedFile) {
  folder_.put("x.csv.part", "");
  folder_.put("x.tmp", "");
  folder_.put(".x.csv", "");
  folder_.put("secret", "");
  std::filesystem::create_directory(folder_.path() / "folder.csv");
  std::filesystem::create_symlink(folder_.path() / "secret", folder_.path() / "link.csv");
  ::mkfifo((folder_.path() / "pipe.csv").c_str(), 0600);
  config_.match = "*.csv*";
  open();
  EXPECT_EQ(read_one(), "");
}

TEST_F(SourceTest, ArchivesWhatWasTakenAndNeverOverwrites) {
  open();
  for (const auto* content : {"one", "two", "two"}) {
    folder_.put("placeringar.csv", content);
    EXPECT_EQ(read_one(), "placeringar.csv: " + std::string(content));
    ASSERT_TRUE(source_->settle(last_.ticket, Outcome::taken, ""));
    EXPECT_EQ(read_one(), "");
  }
  EXPECT_EQ(folder_.content("archive/placeringar.csv"), "one");
  EXPECT_EQ(folder_.content("archive/placeringar-2.csv"), "two");
  EXPECT_EQ(folder_.content("archive/placeringar-3.csv"), "two");
  EXPECT_FALSE(folder_.has("placeringar.csv"));
}

TEST_F(SourceTest, AMoveByLinkThatWasInterruptedIsFinished) {
  folder_.put("a.csv", "1");
  open();
  read_one();
  std::filesystem::create_hard_link(folder_.path() / "a.csv", folder_.path() / "archive/a.csv");
  EXPECT_TRUE(source_->settle(last_.ticket, Outcome::taken, ""));
  EXPECT_FALSE(folder_.has("a.csv"));
  EXPECT_FALSE(folder_.has("archive/a-2.csv"));
  EXPECT_EQ(folder_.content("archive/a.csv"), "1");
}

TEST_F(SourceTest, WhoOnlyLooksMakesNoArchive) {
  folder_.put("a.csv", "1");
  source_.emplace(config_);
  source_->only_look();
  ASSERT_TRUE(source_->open({}));
  EXPECT_EQ(read_one(), "a.csv: 1");
  EXPECT_TRUE(source_->settle(last_.ticket, Outcome::left, ""));
  EXPECT_EQ(read_one(), "");
  EXPECT_EQ(folder_.names(), (std::set<std::string>{"a.csv"}));
}

TEST_F(SourceTest, ALinkIsNoArchive) {
  const TestFolder outside;
  std::filesystem::create_directory_symlink(outside.path(), folder_.path() / "archive");
  FileSource source(config_);
  const auto opened = source.open({});
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().what.find("archive cannot be opened: it is not a folder"), std::string::npos);
  EXPECT_FALSE(FileSourceProbe(config_).probe({}));
}

TEST_F(SourceTest, WhatWasRefusedOrLeftStaysAndComesAgainInTheNextRound) {
  folder_.put("a.csv", "1");
  open();
  for (const auto outcome : {Outcome::refused, Outcome::left}) {
    EXPECT_EQ(read_one(), "a.csv: 1");
    ASSERT_TRUE(source_->settle(last_.ticket, outcome, ""));
    EXPECT_EQ(read_one(), "");
  }
  EXPECT_TRUE(folder_.has("a.csv"));
}

TEST_F(SourceTest, EachReadIsSettledOnce) {
  folder_.put("a.csv", "1");
  open();
  read_one();
  EXPECT_TRUE(source_->settle(last_.ticket, Outcome::left, ""));
  EXPECT_EQ(source_->settle(last_.ticket, Outcome::left, "").error().fault, Fault::internal);
}

TEST_F(SourceTest, AFileThatWasReplacedBeforeItWasSettledIsNotArchivedUnread) {
  folder_.put("a.csv", "1");
  open();
  read_one();
  folder_.put("new", "2", 5);
  std::filesystem::rename(folder_.path() / "new", folder_.path() / "a.csv");
  EXPECT_TRUE(source_->settle(last_.ticket, Outcome::taken, ""));
  EXPECT_EQ(read_one(), "");
  EXPECT_EQ(read_one(), "a.csv: 2");
}

TEST_F(SourceTest, SeesThatAFileChangedWhileItWasRead) {
  folder_.put("a.csv", "1");
  open();
  read_one();
  EXPECT_TRUE(last_.input->complete());
  folder_.append("a.csv", "2");
  const auto completed = last_.input->complete();
  ASSERT_FALSE(completed);
  EXPECT_EQ(completed.error().fault, Fault::unavailable);
  EXPECT_NE(completed.error().what.find("changed while it was being read"), std::string::npos);
}

TEST_F(SourceTest, SeesThatAFileWasCutShortOrRemovedWhileItWasRead) {
  folder_.put("a.csv", std::string(1000, '1'));
  folder_.put("b.csv", "2");
  open();
  read_one();
  std::filesystem::resize_file(folder_.path() / "a.csv", 500);
  EXPECT_EQ(rest().size(), 100U);
  EXPECT_EQ(last_.input->complete().error().fault, Fault::unavailable);
  EXPECT_TRUE(source_->settle(last_.ticket, Outcome::left, ""));
  EXPECT_EQ(read_one(), "b.csv: 2");
  std::filesystem::remove(folder_.path() / "b.csv");
  EXPECT_EQ(last_.input->complete().error().fault, Fault::unavailable);
}

TEST_F(SourceTest, SeesThatAnotherFileTookThePlace) {
  folder_.put("a.csv", "1");
  open();
  read_one();
  folder_.put("new", "1");
  std::filesystem::rename(folder_.path() / "new", folder_.path() / "a.csv");
  EXPECT_FALSE(last_.input->complete());
}

TEST_F(SourceTest, LeftFilesHaveAVersionThatFollowsTheirContent) {
  config_.then = After::leave;
  folder_.put("a.csv", "1");
  open();
  read_one();
  const auto first = last_.version;
  EXPECT_TRUE(source_->settle(last_.ticket, Outcome::taken, ""));
  EXPECT_EQ(read_one(), "");
  read_one();
  EXPECT_EQ(last_.version, first);
  EXPECT_TRUE(source_->settle(last_.ticket, Outcome::taken, ""));
  folder_.put("a.csv", "2");
  EXPECT_EQ(read_one(), "");
  read_one();
  EXPECT_NE(last_.version, first);
  EXPECT_EQ(folder_.names(), std::set<std::string>{"a.csv"});
}

TEST_F(SourceTest, TheLocalFileHoldsTheSameBytes) {
  folder_.put("a.csv", "1");
  open();
  read_one();
  EXPECT_EQ(last_.input->local_file(), folder_.path() / "a.csv");
}

TEST_F(SourceTest, WithAMarkerOnlyMarkedFilesAreReadAndTheMarkerGoes) {
  config_.marker = ".done";
  folder_.put("a.csv", "1", 0);
  folder_.put("b.csv", "2", 0);
  folder_.put("b.csv.done", "", 0);
  config_.quiet = seconds(1000);
  open();
  EXPECT_EQ(read_one(), "b.csv: 2");
  EXPECT_TRUE(source_->settle(last_.ticket, Outcome::taken, ""));
  EXPECT_EQ(read_one(), "");
  EXPECT_EQ(folder_.names(), (std::set<std::string>{"a.csv", "archive"}));
}

TEST_F(SourceTest, WaitsForAYoungFileInsteadOfSkippingIt) {
  config_.quiet = seconds(1);
  folder_.put("a.csv", "1", 0);
  open();
  EXPECT_EQ(read_one(), "a.csv: 1");
}

TEST_F(SourceTest, AFileThatIsStillWrittenToWaitsForTheNextRound) {
  config_.quiet = seconds(1);
  folder_.put("a.csv", "1", 0);
  open();
  const std::jthread writer([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      folder_.append("a.csv", "x");
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
  expect_still_written("a.csv");
}

TEST_F(SourceTest, AFileThatItsWriterHoldsOpenWaitsHoweverLongItIsSilent) {
  folder_.put("a.csv", "1");
  folder_.put("b.csv", "2");
  open();
  std::ofstream writer(folder_.path() / "a.csv", std::ios::app);
  EXPECT_EQ(read_one(), "b.csv: 2") << "it holds back no other";
  expect_still_written("a.csv");
  writer.close();
  EXPECT_TRUE(source_->settle(last_.ticket, Outcome::taken, ""));
  EXPECT_EQ(read_one(), "a.csv: 1") << "another round";
}

TEST_F(SourceTest, SeesThatAFileWasRewrittenInItsPlace) {
  folder_.put("a.csv", "1");
  open();
  read_one();
  std::fstream(folder_.path() / "a.csv", std::ios::in | std::ios::out) << "2";
  EXPECT_EQ(last_.input->complete().error().fault, Fault::unavailable);
}

TEST_F(SourceTest, WaitingStopsOnRequest) {
  config_.quiet = seconds(1000);
  folder_.put("a.csv", "1", 0);
  open();
  std::stop_source stop;
  const std::jthread stopper([&] { stop.request_stop(); });
  const auto read = source_->read(stop.get_token());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().fault, Fault::cancelled);
  EXPECT_TRUE(folder_.has("a.csv"));
}

TEST_F(SourceTest, AMissingFolderIsSaidClearly) {
  config_.folder = folder_.path() / "borta";
  FileSource source(config_);
  const auto opened = source.open({});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().fault, Fault::unavailable);
  EXPECT_NE(opened.error().what.find("borta cannot be opened: it does not exist"), std::string::npos);
  source.close();
}

TEST_F(SourceTest, AnUnreadableNameIsShownSafely) {
  folder_.put("f\xF6r\n.csv", "1");
  open();
  EXPECT_EQ(read_one(), "f?r?.csv: 1");
  EXPECT_TRUE(source_->settle(last_.ticket, Outcome::taken, ""));
  EXPECT_TRUE(folder_.has("archive/f\xF6r\n.csv"));
}

TEST_F(SourceTest, TheProbeLeavesNothingBehind) {
  EXPECT_TRUE(FileSourceProbe(config_).probe({}));
  EXPECT_TRUE(folder_.names().empty());
  config_.folder = folder_.path() / "borta";
  EXPECT_FALSE(FileSourceProbe(config_).probe({}));
}

TEST(SourceSpec, RefusesNamesWithFolders) {
  const auto node =
      test::table({{"folder", test::scalar("in")}, {"match", test::scalar("../*")}, {"marker", test::scalar("/x")}});
  Diagnostics diagnostics;
  ParseContext context{diagnostics, test::NoSecrets(), "/srv"};
  EXPECT_FALSE(source_spec().parse(node, context));
  EXPECT_EQ(diagnostics.size(), 2U);
}

}  // namespace
}  // namespace sluss::file
