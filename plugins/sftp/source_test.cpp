#include "source.h"

#include <set>

#include "fixture.h"
#include "remote_input.h"
#include "support/peak_memory.h"

namespace sluss::sftp {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;
using std::chrono::steady_clock;
using test::Proxy;
namespace fs = std::filesystem;

Entry file(const std::string& name, std::uint64_t size, std::int64_t modified) {
  return {name, {Kind::file, size, modified}};
}

std::string names_of(const std::vector<Entry>& entries) {
  std::vector<std::string> names;
  for (const auto& entry : entries) names.push_back(entry.name);
  return join(names, " ");
}

TEST(AtRest, IsWhatTwoLooksSeeAlikeTheOldestFirst) {
  const std::vector<Entry> before{file("b", 1, 10), file("a", 1, 10), file("c", 1, 5), file("grows", 1, 1)};
  const std::vector<Entry> now{file("b", 1, 10), file("a", 1, 10), file("c", 1, 5), file("grows", 2, 1),
                               file("new", 1, 1)};
  const auto found = at_rest(before, now, "*", "");
  EXPECT_EQ(names_of(found.ready), "c a b");
  EXPECT_EQ(join(found.still_written, " "), "grows new");
}

TEST(AtRest, LeavesWhatIsNoFinishedFile) {
  const std::vector<Entry> seen{file(".hidden", 1, 1),         file("x.part", 1, 1),
                                file("x.tmp", 1, 1),           {"folder", {Kind::folder, 1, 1}},
                                {"link", {Kind::other, 1, 1}}, file("x.csv", 1, 1)};
  EXPECT_EQ(names_of(at_rest(seen, seen, "*", "").ready), "x.csv");
  EXPECT_EQ(names_of(at_rest(seen, seen, "*.txt", "").ready), "");
}

TEST(AtRest, WithAMarkerNeedsIt) {
  const std::vector<Entry> seen{file("a", 1, 1), file("b", 1, 1), file("b.done", 0, 1)};
  EXPECT_EQ(names_of(at_rest(seen, seen, "*", ".done").ready), "b");
}

/// Bytes that no compression makes small and no offset repeats.
std::string noise(std::size_t size) {
  std::string bytes(size, '\0');
  std::uint64_t state = 88172645463325252ULL;
  for (auto& c : bytes) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    c = static_cast<char>(state);
  }
  return bytes;
}

class SourceTest : public test::WithServer {
 protected:
  void SetUp() override {
    WithServer::SetUp();
    if (IsSkipped()) return;
    set(ssh().port());
    config_.folder = ssh().folder();
    config_.quiet = seconds(0);
  }
  void set(int port) { static_cast<Server&>(config_) = test::settings_for(ssh(), port); }
  SftpSource& open() {
    source_.emplace(config_);
    const auto opened = source_->open({});
    EXPECT_TRUE(opened) << opened.error().what;
    return *source_;
  }
  /// Reads one file to its end, and says "name: content"; "" when there is nothing more.
  std::string read_one() {
    auto read = source_->read(stop_.get_token());
    EXPECT_TRUE(read) << read.error().what;
    if (!read || !*read) return "";
    last_ = std::move(**read);
    return last_.name + ": " + rest();
  }
  std::string rest(std::size_t piece = 100'000) {
    std::string all;
    std::string buffer(piece, '\0');
    for (;;) {
      const auto got = last_.input->read(buffer);
      EXPECT_TRUE(got) << got.error().what;
      if (!got || *got == 0) return all;
      all += buffer.substr(0, *got);
    }
  }
  Result<void> settle(Outcome outcome = Outcome::taken) { return source_->settle(last_.ticket, outcome, ""); }

  SourceConfig config_;
  std::optional<SftpSource> source_;
  std::stop_source stop_;
  Read last_;
};

TEST_F(SourceTest, ReadsTheOldestFirstAndArchivesWithoutOverwriting) {
  ssh().put("c.csv", "3", 10);
  ssh().put("å b.csv", "2", 20);
  ssh().put("a.csv", "1", 20);
  open();
  EXPECT_EQ(read_one(), "a.csv: 1");
  EXPECT_TRUE(last_.input->complete());
  EXPECT_TRUE(settle());
  EXPECT_EQ(read_one(), "å b.csv: 2");
  EXPECT_TRUE(settle());
  EXPECT_EQ(read_one(), "c.csv: 3");
  EXPECT_TRUE(settle(Outcome::refused));
  EXPECT_EQ(read_one(), "");
  EXPECT_EQ(ssh().content("archive/å b.csv"), "2");
  for (const std::string content : {"again", "and again"}) {
    ssh().put("a.csv", content, 20);
    EXPECT_EQ(read_one(), "a.csv: " + content);
    EXPECT_TRUE(settle());
    EXPECT_EQ(read_one(), "c.csv: 3");
    EXPECT_TRUE(settle(Outcome::left));
    EXPECT_EQ(read_one(), "");
  }
  EXPECT_EQ(ssh().content("archive/a.csv"), "1");
  EXPECT_EQ(ssh().content("archive/a-2.csv"), "again");
  EXPECT_EQ(ssh().content("archive/a-3.csv"), "and again");
  EXPECT_TRUE(ssh().has("c.csv"));
}

TEST_F(SourceTest, WhatIsLeftIsKnownAgain) {
  config_.then = After::leave;
  config_.quiet = seconds(2);
  ssh().put("a.csv", "1");
  open();
  EXPECT_EQ(read_one(), "a.csv: 1");
  const auto version = last_.version;
  EXPECT_TRUE(settle());
  EXPECT_EQ(read_one(), "");
  EXPECT_EQ(read_one(), "a.csv: 1");
  EXPECT_EQ(last_.version, version);
  EXPECT_FALSE(version.empty());
  EXPECT_FALSE(ssh().has("archive"));
}

TEST_F(SourceTest, AFileThatIsWrittenToIsLeftToTheNextRun) {
  config_.quiet = seconds(1);
  ssh().put("grows.csv", "1");
  ssh().put("rests.csv", "2");
  open();
  std::jthread writer([&](const std::stop_token& stop) {
    for (std::string text = "1"; !stop.stop_requested(); text += "1") {
      ssh().put("grows.csv", text);
      std::this_thread::sleep_for(20ms);
    }
  });
  EXPECT_EQ(read_one(), "rests.csv: 2");
  const auto read = source_->read({});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().fault, Fault::unavailable);
  EXPECT_NE(read.error().what.find("still being written to: grows.csv;"), std::string::npos) << read.error().what;
}

TEST_F(SourceTest, AMarkerIsRemovedWithItsFile) {
  config_.marker = ".done";
  ssh().put("a.csv", "1");
  ssh().put("b.csv", "2");
  ssh().put("b.csv.done", "");
  open();
  EXPECT_EQ(read_one(), "b.csv: 2");
  EXPECT_TRUE(settle());
  EXPECT_EQ(read_one(), "");
  EXPECT_EQ(ssh().visible(), (std::vector<std::string>{"a.csv", "archive"}));
}

TEST_F(SourceTest, AFileThatChangesWhileItIsReadIsNotTaken) {
  for (const bool is_replaced : {false, true}) {
    ssh().put("a.csv", "12345");
    open();
    ASSERT_EQ(read_one(), "a.csv: 12345");
    if (is_replaced) ssh().put("a.csv", "54321", 5);
    else ssh().put("a.csv", "123456");
    const auto complete = last_.input->complete();
    ASSERT_FALSE(complete);
    EXPECT_EQ(complete.error().fault, Fault::unavailable);
    EXPECT_NE(complete.error().what.find("changed while it was being read"), std::string::npos);
    EXPECT_TRUE(settle());
    EXPECT_TRUE(ssh().has("a.csv")) << "another file stays where it is";
  }
}

TEST_F(SourceTest, AFileThatGoesOrBecomesALinkIsNotRead) {
  ssh().put("a.csv", "1");
  open();
  auto read = source_->read({});
  ASSERT_TRUE(read && *read);
  fs::remove(ssh().folder() / "a.csv");
  fs::create_symlink("/etc/hostname", ssh().folder() / "a.csv");
  std::string buffer(10, '\0');
  EXPECT_EQ((*read)->input->read(buffer).error().fault, Fault::unavailable);
}

TEST_F(SourceTest, ADownloadThatBreaksGoesOnWhereItStopped) {
  const auto bytes = noise(3'000'000);
  ssh().put("big.csv", bytes);
  Proxy proxy(ssh().port());
  set(proxy.port());
  for (const long at : {100'000L, 1'000'000L, 2'900'000L}) {
    open();
    proxy.after(at, Proxy::Then::cut);
    const auto before = proxy.passed();
    EXPECT_EQ(read_one(), "big.csv: " + bytes);
    EXPECT_TRUE(proxy.has_happened());
    EXPECT_TRUE(last_.input->complete());
    EXPECT_LT(proxy.passed() - before, 4'500'000) << "it was not read again from its beginning";
    source_->close();
  }
}

TEST_F(SourceTest, AServerThatIsKilledMeanwhileIsComeBackTo) {
  const auto bytes = noise(2'000'000);
  ssh().put("big.csv", bytes);
  open();
  auto read = source_->read({});
  ASSERT_TRUE(read && *read);
  last_ = std::move(**read);
  std::string first(500'000, '\0');
  ASSERT_EQ(last_.input->read(first).value(), first.size());
  ssh().kill_sessions();
  EXPECT_EQ(first + rest(), bytes);
  EXPECT_TRUE(last_.input->complete());
  EXPECT_TRUE(settle());
  EXPECT_EQ(ssh().content("archive/big.csv"), bytes);
}

TEST_F(SourceTest, AServerThatStaysAwayIsUnavailable) {
  const auto bytes = noise(2'000'000);
  ssh().put("big.csv", bytes);
  open();
  auto read = source_->read({});
  ASSERT_TRUE(read && *read);
  std::string buffer(500'000, '\0');
  ASSERT_TRUE((*read)->input->read(buffer));
  ssh().stop();
  Result<std::size_t> got = 0;
  for (int i = 0; i < 10 && got; ++i) got = (*read)->input->read(buffer);
  ssh().start();
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().fault, Fault::unavailable);
}

TEST_F(SourceTest, AFileThatChangedBetweenIsNotGoneOnWith) {
  ssh().put("big.csv", noise(2'000'000));
  open();
  auto read = source_->read({});
  ASSERT_TRUE(read && *read);
  std::string buffer(500'000, '\0');
  ASSERT_TRUE((*read)->input->read(buffer));
  ssh().put("big.csv", noise(2'000'000), 3);
  ssh().kill_sessions();
  const auto got = (*read)->input->read(buffer);
  ASSERT_FALSE(got);
  EXPECT_NE(got.error().what.find("changed while it was being read"), std::string::npos) << got.error().what;
}

TEST_F(SourceTest, AnswersThatNeverComeAreWaitedForSoLongAndNoLonger) {
  ssh().put("big.csv", noise(2'000'000));
  Proxy proxy(ssh().port());
  set(proxy.port());
  config_.answer_timeout = 1s;
  open();
  auto read = source_->read({});
  ASSERT_TRUE(read && *read);
  proxy.after(500'000, Proxy::Then::swallow_answers);
  last_ = std::move(**read);
  EXPECT_EQ(rest().size(), 2'000'000U) << "the next connection is well";
  EXPECT_TRUE(proxy.has_happened());
}

TEST_F(SourceTest, AStopEndsATransferWithinASecond) {
  ssh().put("big.csv", noise(2'000'000));
  Proxy proxy(ssh().port());
  set(proxy.port());
  config_.answer_timeout = 60s;
  open();
  auto read = source_->read(stop_.get_token());
  ASSERT_TRUE(read && *read);
  proxy.after(500'000, Proxy::Then::swallow_answers);
  std::jthread later([&] {
    while (!proxy.has_happened()) std::this_thread::sleep_for(10ms);
    std::this_thread::sleep_for(200ms);
    stop_.request_stop();
  });
  std::string buffer(3'000'000, '\0');
  std::atomic<steady_clock::time_point> begin = steady_clock::now();
  const std::stop_callback mark(stop_.get_token(), [&] { begin = steady_clock::now(); });
  const auto got = (*read)->input->read(buffer);
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().fault, Fault::cancelled);
  EXPECT_LT(test::seconds_since(begin), 30) << "not after the time-out";
  std::cout << "stopped " << test::seconds_since(begin) << " s after it was asked for\n";
}

TEST_F(SourceTest, TenThousandFilesAreListedAndRead) {
  for (int i = 0; i < 10'000; ++i) ssh().put("f" + std::to_string(i) + ".csv", std::to_string(i), i % 7);
  open();
  std::set<std::string> names;
  for (auto one = source_->read({}); one && *one; one = source_->read({})) {
    names.insert((*one)->name);
    if (names.size() % 100 != 0) continue;
    last_ = std::move(**one);
    EXPECT_EQ("f" + rest() + ".csv", last_.name);
    EXPECT_TRUE(settle());
  }
  EXPECT_EQ(names.size(), 10'000U);
  EXPECT_EQ(ssh().visible().size(), 9'901U) << "a hundred are moved away, and their folder is there";
}

TEST_F(SourceTest, AFileOf200MegabytesIsReadInLittleMemory) {
  if (!sluss::test::memory_can_be_measured) GTEST_SKIP() << "the sanitizer keeps what was freed";
  constexpr std::uint64_t size = 200'000'000;
  ssh().put("huge.csv", "");
  fs::resize_file(ssh().folder() / "huge.csv", size);
  open();
  auto read = source_->read({});
  ASSERT_TRUE(read && *read);
  std::string buffer(65'536, '\0');
  ASSERT_TRUE((*read)->input->read(buffer));
  sluss::test::forget_peak();
  const auto before = sluss::test::peak_memory();
  ASSERT_GT(before, 0);
  std::uint64_t total = buffer.size();
  const auto begin = steady_clock::now();
  for (auto got = (*read)->input->read(buffer); got && *got > 0; got = (*read)->input->read(buffer)) total += *got;
  EXPECT_EQ(total, size);
  EXPECT_TRUE((*read)->input->complete());
  EXPECT_LT(sluss::test::peak_memory() - before, 16 * 1024) << "KiB";
  std::cout << "200 MB in " << test::seconds_since(begin) << " s, " << sluss::test::peak_memory() - before
            << " KiB more than " << before << "\n";
}

TEST_F(SourceTest, NamesThatNobodyExpects) {
  ssh().put("rad\nbrytning.csv", "1");
  ssh().put("\xe5 latin.csv", "2");
  ssh().put("-rf *?'\";$(x).csv", "3");
  open();
  std::set<std::string> seen;
  for (auto text = read_one(); !text.empty(); text = read_one()) {
    seen.insert(text);
    EXPECT_TRUE(settle());
  }
  EXPECT_EQ(seen, (std::set<std::string>{"rad?brytning.csv: 1", "? latin.csv: 2", "-rf *?'\";$(x).csv: 3"}));
  EXPECT_EQ(ssh().content("archive/\xe5 latin.csv"), "2");
}

TEST_F(SourceTest, TheProbeLooksAndLeavesNothing) {
  EXPECT_TRUE(SftpSourceProbe(config_).probe({}));
  EXPECT_TRUE(fs::is_empty(ssh().folder()));
  ssh().put("archive", "a file");
  EXPECT_NE(SftpSourceProbe(config_).probe({}).error().what.find("is no folder"), std::string::npos);
  config_.folder += "/none";
  EXPECT_NE(SftpSourceProbe(config_).probe({}).error().what.find("it does not exist at"), std::string::npos);
  config_.host_key = {"unknown"};
  EXPECT_NE(SftpSourceProbe(config_).probe({}).error().what.find(ssh().fingerprint()), std::string::npos);
}

}  // namespace
}  // namespace sluss::sftp
