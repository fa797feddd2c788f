#include "walk.h"

#include <gtest/gtest.h>
#include <map>

#include "base/text.h"
#include "support/peak_memory.h"

namespace sluss::feed {
namespace {

const std::string base = "https://a.example/feed";

/// A feed that grows: pages of three entries, numbered from 1; the last one is `recent`.
class Library {
 public:
  void add(int count) {
    while (count-- > 0) ids_.push_back("e" + std::to_string(ids_.size() + 1));
  }
  void lose(const std::string& id) { lost_ = id; }
  void drop_page(std::size_t number) { dropped_ = number; }
  [[nodiscard]] int asked() const { return asked_; }
  /// What the walk is told of other places.
  std::map<std::string, std::string> elsewhere;
  bool has_etags = false;
  bool has_via = true;

  Fetch fetch() {
    return [this](const std::string& address, const std::string& etag) -> Result<std::optional<Fetched>> {
      ++asked_;
      const auto last = std::max<std::size_t>((ids_.size() + 2) / 3, 1);
      const auto name = address.substr(address.rfind('/') + 1);
      const auto number = name == "recent" ? last : name == "first" ? 1 : std::stoul(name);
      if (number > last || number == dropped_) return fail(Fault::rejected, "404");
      const auto tag = "t" + std::to_string(ids_.size());
      if (has_etags && etag == tag) return std::nullopt;
      return Fetched{page(number, last, name), has_etags ? tag : ""};
    };
  }

 private:
  Page page(std::size_t number, std::size_t last, const std::string& name) {
    const auto at = [&](std::size_t n) { return base + "/" + std::to_string(n); };
    Page made;
    made.self = base + "/" + (name == "recent" ? name : std::to_string(number));
    if (number == last && has_via) made.via = at(number);
    if (number > 1) made.prev = at(number - 1);
    if (number < last) made.next = at(number + 1);
    if (elsewhere.contains(name)) made.next = elsewhere[name];
    for (auto i = std::min(number * 3, ids_.size()); i > (number - 1) * 3; --i) {
      if (ids_[i - 1] == lost_) continue;
      const auto minute = std::to_string(100 + i / 60).substr(1), second = std::to_string(100 + i % 60).substr(1);
      const auto moment = "2026-09-01T10:" + minute + ":" + second + ".5Z";
      made.entries.push_back({ids_[i - 1], moment, "t", "t", ""});
    }
    return made;
  }

  std::vector<std::string> ids_;
  std::string lost_;
  std::size_t dropped_ = 0;
  int asked_ = 0;
};

class WalkTest : public testing::Test {
 protected:
  /// The ids of one step; "-" at the end, "!" and the fault for an error.
  std::string step(Walk& walk) {
    auto next = walk.next();
    if (!next) {
      why_ = next.error().what;
      return std::string("!") + name_of(next.error().fault);
    }
    if (!*next) return "-";
    at_ = Position::read((*next)->after.text());
    std::vector<std::string> ids;
    for (const auto& entry : (*next)->entries) ids.push_back(entry.id);
    return join(ids, " ");
  }
  /// All steps of a round, from the position that the last one left.
  std::string round() {
    Walk walk(base, from_, at_, library_.fetch());
    std::string all;
    for (std::string one; one != "-" && !one.starts_with('!');) {
      one = step(walk);
      all += (all.empty() ? "" : ", ") + one;
    }
    return all;
  }

  Library library_;
  std::string from_ = "first", why_;
  std::optional<Position> at_;
};

TEST_F(WalkTest, GoesFromTheFirstToTheNewestOldestFirst) {
  library_.add(8);
  EXPECT_EQ(round(), "e1 e2 e3, e4 e5 e6, e7 e8, -");
  EXPECT_EQ(round(), "-");
}

TEST_F(WalkTest, BeginsWhereOneSays) {
  library_.add(8);
  from_ = "recent";
  EXPECT_EQ(round(), "e7 e8, -");
  at_.reset();
  from_ = "2";
  EXPECT_EQ(round(), "e4 e5 e6, e7 e8, -");
}

TEST_F(WalkTest, RecentGrowsBetweenAndWhileItIsRead) {
  library_.add(4);
  EXPECT_EQ(round(), "e1 e2 e3, e4, -");
  library_.add(1);
  EXPECT_EQ(round(), "e5, -");
  library_.add(5);
  EXPECT_EQ(round(), "e6, e7 e8 e9, e10, -");
  Walk walk(base, from_, at_, library_.fetch());
  library_.add(2);
  EXPECT_EQ(step(walk), "e11 e12");
  library_.add(2);
  EXPECT_EQ(step(walk), "-") << "what came after the newest page was read waits for the next round";
  EXPECT_EQ(round(), "e13 e14, -");
}

TEST_F(WalkTest, EachEntryOnceWhereverItIsBrokenOff) {
  library_.add(32);
  for (int taken = 0; taken < 11; ++taken) {
    at_.reset();
    Walk walk(base, from_, at_, library_.fetch());
    std::string all;
    for (int i = 0; i < taken; ++i) all += step(walk) + " ";
    std::string rest = round();
    all += rest;
    std::string expected;
    for (int i = 1; i <= 32; ++i) expected += "e" + std::to_string(i) + " ";
    std::string flat;
    for (const char c : all) flat += c == ',' ? "" : std::string(1, c);
    EXPECT_EQ(flat, expected + "-") << "broken off after " << taken;
  }
}

TEST_F(WalkTest, WithoutANumberedAddressTheEntryIsFoundBackFromRecent) {
  library_.has_via = false;
  library_.add(4);
  EXPECT_EQ(round(), "e1 e2 e3, e4, -");
  from_ = "recent";
  at_.reset();
  EXPECT_EQ(round(), "e4, -");
  library_.add(7);
  EXPECT_EQ(round(), "e5 e6, e7 e8 e9, e10 e11, -");
}

TEST_F(WalkTest, APageThatHasMovedIsLookedForOnce) {
  library_.add(8);
  EXPECT_EQ(round(), "e1 e2 e3, e4 e5 e6, e7 e8, -");
  at_->page = base + "/99";
  library_.add(1);
  EXPECT_EQ(round(), "e9, -");
}

TEST_F(WalkTest, AVanishedEntryIsSaidAndNothingIsRead) {
  library_.add(40);
  round();
  const auto before = at_->text();
  library_.add(5);
  library_.lose("e40");
  EXPECT_EQ(round(), "!data");
  EXPECT_NE(why_.find("e40"), std::string::npos) << why_;
  EXPECT_NE(why_.find("write its number under from:"), std::string::npos) << why_;
  EXPECT_EQ(at_->text(), before);
  EXPECT_EQ(round(), "!data") << "it is said until a person has decided";
  from_ = "15";
  EXPECT_EQ(round(), "e43 e44 e45, -") << "the way out";
}

TEST_F(WalkTest, LooksNoFurtherBackThanTheEntrysTime) {
  library_.add(300);
  round();
  library_.lose("e300");
  const auto before = library_.asked();
  EXPECT_EQ(round(), "!data");
  EXPECT_LE(library_.asked() - before, 4);
}

TEST_F(WalkTest, WhatHasNotChangedIsNotReadAgain) {
  library_.has_etags = true;
  library_.add(5);
  EXPECT_EQ(round(), "e1 e2 e3, e4 e5, -");
  const auto before = library_.asked();
  EXPECT_EQ(round(), "-");
  EXPECT_EQ(library_.asked() - before, 1);
  library_.add(1);
  EXPECT_EQ(round(), "e6, -");
}

TEST_F(WalkTest, LinksThatLeadElsewhereOrInACircleAreNotFollowed) {
  library_.add(9);
  library_.elsewhere["2"] = "https://b.example/feed/3";
  EXPECT_EQ(round(), "e1 e2 e3, e4 e5 e6, !data");
  EXPECT_NE(why_.find("leads to another server"), std::string::npos) << why_;
  library_.elsewhere["2"] = "2";
  at_.reset();
  EXPECT_EQ(round(), "e1 e2 e3, e4 e5 e6, !data");
  EXPECT_NE(why_.find("in a circle"), std::string::npos) << why_;
}

TEST_F(WalkTest, ManyPagesCostOneRequestEach) {
  library_.add(1500);
  Walk walk(base, from_, at_, library_.fetch());
  int steps = 0;
  while (step(walk) != "-") ++steps;
  EXPECT_EQ(steps, 500);
  EXPECT_EQ(library_.asked(), 500);
}

TEST(WalkMemory, DoesNotGrowWithTheNumberOfPages) {
  if (!test::memory_can_be_measured) GTEST_SKIP() << "the sanitizer keeps what was freed";
  constexpr std::size_t pages = 400;
  const std::string megabyte(1U << 20U, 'x');
  Walk walk(base, "1", std::nullopt, [&](const std::string& address, const std::string&) {
    const auto number = std::stoul(address.substr(address.rfind('/') + 1));
    Fetched fetched;
    fetched.page.next = number < pages ? std::to_string(number + 1) : "";
    fetched.page.entries.push_back({"e" + std::to_string(number), "", "t", "t", megabyte});
    return Result<std::optional<Fetched>>(std::move(fetched));
  });
  test::forget_peak();
  const auto before = test::peak_memory();
  std::size_t steps = 0;
  for (auto step = walk.next(); step && *step; step = walk.next()) ++steps;
  EXPECT_EQ(steps, pages);
  EXPECT_LT(test::peak_memory() - before, 50'000) << "KiB";
}

TEST(Position, SurvivesAsText) {
  const Position position{"first", "https://a.example/7", "e \"1\"", "2026", "\"t\""};
  EXPECT_EQ(Position::read(position.text())->text(), position.text());
  for (const auto* bad : {"", "{}", "x", R"({"from":"first"})"}) EXPECT_FALSE(Position::read(bad)) << bad;
}

}  // namespace
}  // namespace sluss::feed
