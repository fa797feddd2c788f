#include "source.h"

#include "fixture.h"

namespace sluss::exec {
namespace {

using std::chrono::seconds;

class ChildSource : public Fixture {
 protected:
  SourceConfig child(const std::string& mode, int at = 0, int rows = 30) const {
    auto config =
        configured<SourceConfig>("child.py", R"({"mode":")" + mode + R"(","at":)" + std::to_string(at) + R"(,"rows":)" +
                                                 std::to_string(rows) + R"(,"file":")" + file("heard") + R"("})");
    if (mode == "hang") config.hang = seconds(1);
    return config;
  }

  struct Round {
    std::vector<std::string> lines, positions;
    std::optional<Error> error;
  };
  /// One round as the engine does it: each batch is settled before the next one is read.
  Round round(
      ExecSource& source, const std::function<Outcome(int)>& outcome = [](int) { return Outcome::taken; }) {
    Round all;
    for (int number = 1;; ++number) {
      auto read = source.read(stop_.get_token());
      if (!read) all.error = read.error();
      if (!read || !*read) return all;
      const auto given = drained(*(**read).input);
      const auto taken = given.error ? Outcome::left : outcome(number);
      if (taken == Outcome::taken) {
        all.lines.insert(all.lines.end(), given.lines.begin(), given.lines.end());
        all.positions.push_back(given.position);
      }
      if (given.error) all.error = given.error;
      EXPECT_TRUE(source.settle((**read).ticket, taken, "because"));
    }
  }
};

TEST_F(ChildSource, HearsOfEachBatchAfterItWasStored) {
  ExecSource source(child("good"));
  ASSERT_TRUE(source.open(stop_.get_token()));
  const auto all = round(source);
  ASSERT_FALSE(all.error) << all.error->what;
  EXPECT_EQ(all.lines.size(), 30U);
  EXPECT_EQ(all.lines.front(), R"({"id":1,"name":"Provia 1"})");
  EXPECT_EQ(all.positions, (std::vector<std::string>{"10", "20", "30", "30"}));
  EXPECT_EQ(lines_of("heard"), (std::vector<std::string>{"b10 taken", "b20 taken", "b30 taken"}));
}

TEST_F(ChildSource, GoesOnFromItsPosition) {
  ExecSource source(child("good"));
  source.go_on_from("20");
  ASSERT_TRUE(source.open(stop_.get_token()));
  EXPECT_EQ(round(source).lines.size(), 10U);
}

TEST_F(ChildSource, NothingIsReadBeyondWhatWasNotTaken) {
  for (const auto outcome : {Outcome::left, Outcome::refused}) {
    ExecSource source(child("good"));
    ASSERT_TRUE(source.open(stop_.get_token()));
    const auto first = round(source, [&](int number) { return number == 2 ? outcome : Outcome::taken; });
    EXPECT_FALSE(first.error);
    EXPECT_EQ(first.positions, std::vector<std::string>{"10"});
    // The next round has it again.
    const auto second = round(source);
    EXPECT_EQ(second.lines.size(), 20U);
    EXPECT_TRUE(second.lines.front().starts_with(R"({"id":11,)")) << second.lines.front();
  }
}

TEST_F(ChildSource, DiesHangsOrBabblesAtAnyLine) {
  for (const auto* mode : {"die", "kill", "garbage"}) {
    for (int at = 1; at < 37; at += 4) {
      ExecSource source(child(mode, at));
      ASSERT_TRUE(source.open(stop_.get_token()));
      const auto all = round(source);
      ASSERT_TRUE(all.error) << mode << " " << at;
      expect_nobody_named(all.error->what);
      const auto known = std::size_t{10} * (all.positions.size() - std::min<std::size_t>(all.positions.size(), 0));
      EXPECT_EQ(all.lines.size(), std::min(known, std::size_t{30}));
      // After a restart from where it was: the rest, once.
      ExecSource again(child("good"));
      again.go_on_from(all.positions.empty() ? "" : all.positions.back());
      ASSERT_TRUE(again.open(stop_.get_token()));
      EXPECT_EQ(round(again).lines.size() + all.lines.size(), 30U) << mode << " " << at;
    }
  }
  ExecSource source(child("hang", 5));
  ASSERT_TRUE(source.open(stop_.get_token()));
  EXPECT_NE(round(source).error->what.find("it hangs"), std::string::npos);
}

TEST_F(ChildSource, SaysThatItIsNotLetIn) {
  ExecSource source(child("denied"));
  ASSERT_TRUE(source.open(stop_.get_token()));
  const auto all = round(source);
  ASSERT_TRUE(all.error);
  EXPECT_EQ(all.error->fault, Fault::denied);
  EXPECT_EQ(all.error->what, "the program python3: the password of 99999999-9999 is wrong");
  EXPECT_EQ(ExecSourceProbe(child("denied")).probe({}).error().fault, Fault::denied);
  EXPECT_TRUE(ExecSourceProbe(child("good")).probe({}));
}

TEST_F(ChildSource, AProgramThatSpeaksAnotherWayIsSeen) {
  auto config = child("good");
  config.command = {"/bin/cat"};
  ExecSource source(config);
  ASSERT_TRUE(source.open(stop_.get_token()));
  const auto read = source.read(stop_.get_token());
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().what.find("its first line is not"), std::string::npos) << read.error().what;
  config.command = {"/bin/true"};
  EXPECT_NE(ExecSource(config).read(stop_.get_token()).error().what.find("before it was ready"), std::string::npos);
}

}  // namespace
}  // namespace sluss::exec
