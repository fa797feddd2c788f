#include "tap.h"

#include <fstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "fixture.h"
#include "support/peak_memory.h"

namespace sluss::exec {
namespace {

using std::chrono::seconds;

class Tap : public Fixture {
 protected:
  static std::string settings(const std::string& mode, int at, int rows = 25) {
    return R"({"mode":")" + mode + R"(","at":)" + std::to_string(at) + R"(,"rows":)" + std::to_string(rows) + "}";
  }
  Given run(const TapConfig& config, const std::string& from = "") {
    SingerTap tap(config);
    tap.go_on_from(from);
    EXPECT_TRUE(tap.open(stop_.get_token()));
    auto read = tap.read(stop_.get_token());
    if (!read) return {{}, "", read.error()};
    auto given = drained(*(**read).input);
    EXPECT_TRUE(tap.settle((**read).ticket, given.error ? Outcome::left : Outcome::taken, ""));
    EXPECT_FALSE(tap.read(stop_.get_token()).value().has_value());
    tap.close();
    return given;
  }
  Given run(const std::string& mode, int at, const std::string& from = "") {
    auto config = configured<TapConfig>("tap.py", settings(mode, at));
    if (mode == "hang" || mode == "ignore_term") config.hang = seconds(1);
    return run(config, from);
  }
};

TEST_F(Tap, GivesItsRecordsWithStreamAndKey) {
  const auto given = run("good", 0);
  ASSERT_FALSE(given.error) << given.error->what;
  ASSERT_EQ(given.lines.size(), 27U);
  EXPECT_EQ(given.lines[0], R"({"stream":"students","key":"1","record":{"id":1,"name":"Provia 1","half":0.5}})");
  EXPECT_EQ(given.lines[10], R"({"stream":"places","key":"a\\|b|10","record":{"unit":"a|b","n":10}})");
  EXPECT_EQ(given.position, R"({"last":20})");
}

TEST_F(Tap, GoesOnFromItsLastState) {
  const auto given = run("good", 0, R"({"last":20})");
  ASSERT_EQ(given.lines.size(), 5U);
  EXPECT_TRUE(given.lines[0].starts_with(R"({"stream":"students","key":"21")"));
  EXPECT_EQ(given.position, "") << "a run without a state leaves the position where it was";
}

TEST_F(Tap, ReadsTheWantedStreams) {
  auto config = configured<TapConfig>("tap.py", settings("good", 0));
  config.streams = {"places"};
  EXPECT_EQ(run(config).lines.size(), 2U);
  config.streams = {"places", "nurses"};
  const auto given = run(config);
  ASSERT_TRUE(given.error);
  EXPECT_NE(given.error->what.find("no stream nurses"), std::string::npos) << given.error->what;
}

TEST_F(Tap, KnowsItsOwnAndNothingElse) {
  ::setenv("SLUSS_CANARY", "canary", 1);
  auto config = configured<TapConfig>("tap.py", R"({"rows":1,"tell":")" + file("told") + R"(","token":"made-up"})");
  config.values->environment = {{"TZ", Secret("Europe/Stockholm")}};
  config.catalog = file("catalog.json");
  {
    std::ofstream out(config.catalog);
    out << R"({"streams":[]})";
  }
  EXPECT_FALSE(run(config, R"({"last":0})").error);
  const auto told = parse_json(lines_of("told").at(0)).value();
  const auto folder = told["folder"].text_or_empty();
  EXPECT_EQ(told["environment"]["TZ"], Value("Europe/Stockholm"));
  EXPECT_TRUE(told["environment"]["SLUSS_CANARY"].is_null());
  EXPECT_EQ(told["environment"]["HOME"], Value(folder));
  EXPECT_EQ(told["catalog"]["streams"], Value(Value::List()));
  EXPECT_EQ(to_json(told["argv"]).find("made-up"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(folder)) << "the folder with the configuration is still there";
}

TEST_F(Tap, DiesAtAnyLine) {
  for (const auto* mode : {"die", "kill", "half"}) {
    for (int at = 1; at < 32; at += 5) {
      const auto given = run(mode, at);
      ASSERT_TRUE(given.error) << mode << " " << at;
      EXPECT_EQ(given.error->fault, Fault::unavailable) << given.error->what;
      expect_nobody_named(given.error->what);
    }
  }
  EXPECT_EQ(run("die", 7).error->what,
            "the program python3: it ended with exit status 1; it wrote 1 line to stderr, give log: to keep them");
  EXPECT_EQ(run("kill", 7).error->what, "the program python3: it was ended by signal 9");
  EXPECT_EQ(run("half", 7).error->what, "the program python3: it ended within a line");
}

TEST_F(Tap, EndsBadlyAfterAllOfItsOutput) {
  const auto given = run("exit3", 0);
  EXPECT_EQ(given.lines.size(), 27U);
  ASSERT_TRUE(given.error) << "its last state would count";
  EXPECT_EQ(given.error->what, "the program python3: it ended with exit status 3");
}

TEST_F(Tap, HangsAndIgnoresBeingAskedToEnd) {
  for (const auto* mode : {"hang", "ignore_term"}) {
    const auto given = run(mode, 5);
    ASSERT_TRUE(given.error);
    EXPECT_EQ(given.error->fault, Fault::unavailable);
    EXPECT_NE(given.error->what.find("it hangs"), std::string::npos) << given.error->what;
  }
}

TEST_F(Tap, WritesWhatIsNoMessage) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"nul", "line 5 of what the tap wrote is refused: it holds a NUL"},
      {"bad_utf8", "line 5 of what the tap wrote is refused: it is not UTF-8"},
      {"long", "it wrote a line of more than 8 MiB"},
      {"batch", "BATCH messages are not supported"},
      {"odd", "its type is none of"},
      {"list", "it is no JSON object"},
      {"no_value", "a STATE without a value"}};
  for (const auto& [mode, text] : cases) {
    const auto given = run(mode, 5);
    ASSERT_TRUE(given.error) << mode;
    EXPECT_EQ(given.error->fault, Fault::data) << mode;
    EXPECT_NE(given.error->what.find(text), std::string::npos) << given.error->what;
  }
  const auto printed = run("print", 0);
  ASSERT_TRUE(printed.error);
  EXPECT_NE(printed.error->what.find("line 1 of what the tap wrote"), std::string::npos) << printed.error->what;
  expect_nobody_named(printed.error->what);
}

TEST_F(Tap, ARecordBeforeItsSchemaIsRefused) {
  const auto given = run("before_schema", 0);
  ASSERT_TRUE(given.error);
  EXPECT_NE(given.error->what.find("a RECORD of the stream \"students\" before its SCHEMA"), std::string::npos);
}

TEST_F(Tap, OneRecordThatCannotBeReadIsHandedOnForAPerson) {
  for (const auto* mode : {"surrogate", "huge"}) {
    const auto given = run(mode, 5);
    ASSERT_FALSE(given.error) << given.error->what;
    EXPECT_EQ(given.lines.size(), 27U);
    EXPECT_FALSE(parse_json(given.lines.at(2)));
    EXPECT_EQ(given.position, R"({"last":20})");
  }
}

TEST_F(Tap, EndlessComplaintsAreNoSignOfLife) {
  auto config = configured<TapConfig>("tap.py", settings("endless_stderr", 0));
  config.hang = seconds(1);
  const auto given = run(config);
  ASSERT_TRUE(given.error);
  EXPECT_NE(given.error->what.find("it hangs"), std::string::npos) << given.error->what;
  expect_nobody_named(given.error->what);
}

TEST_F(Tap, ItsComplaintsAreKeptWhereTheOperatorSays) {
  auto config = configured<TapConfig>("tap.py", settings("die", 7));
  config.log = file("log");
  EXPECT_NE(run(config).error->what.find("it wrote 1 line to stderr, see "), std::string::npos);
  EXPECT_EQ(lines_of("log").size(), 1U);
}

TEST_F(Tap, AStopEndsIt) {
  SingerTap tap(configured<TapConfig>("tap.py", settings("hang", 5)));
  ASSERT_TRUE(tap.open(stop_.get_token()));
  const auto read = tap.read(stop_.get_token()).value();
  const std::jthread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    stop_.request_stop();
  });
  EXPECT_EQ(drained(*read->input).error->fault, Fault::cancelled);
}

TEST_F(Tap, AFolderThatWasLeftBehindIsRemoved) {
  const pid_t gone = ::fork();
  if (gone == 0) ::_exit(0);
  ::waitpid(gone, nullptr, 0);
  const auto left = std::filesystem::temp_directory_path() / ("sluss-exec-" + std::to_string(gone) + "-abcdef");
  std::filesystem::create_directory(left);
  EXPECT_FALSE(run("good", 0).error);
  EXPECT_FALSE(std::filesystem::exists(left));
}

TEST_F(Tap, TheProbeLooksForTheProgram) {
  auto config = configured<TapConfig>("tap.py", "{}");
  EXPECT_TRUE(SingerTapProbe(config).probe({}));
  config.command = {"/no/such/tap"};
  EXPECT_EQ(SingerTapProbe(config).probe({}).error().what, "the program /no/such/tap does not exist; check command:");
}

TEST_F(Tap, ManyRecordsTakeNoMoreMemory) {
  if (!test::memory_can_be_measured) GTEST_SKIP() << "the sanitizer keeps what was freed";
  SingerTap tap(configured<TapConfig>("tap.py", settings("good", 0, 100'000)));
  ASSERT_TRUE(tap.open({}));
  const auto read = tap.read({}).value();
  std::vector<char> buffer(10'000);
  std::size_t bytes = 0;
  test::forget_peak();
  const auto before = test::peak_memory();
  for (;;) {
    const auto got = read->input->read(buffer);
    ASSERT_TRUE(got) << got.error().what;
    if (*got == 0) break;
    bytes += *got;
  }
  EXPECT_GT(bytes, 5'000'000U);
  EXPECT_LT(test::peak_memory() - before, 20'000) << "KiB";
}

}  // namespace
}  // namespace sluss::exec
