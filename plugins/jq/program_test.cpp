// Names are synthetic.
#include "program.h"

#include <cstdlib>
#include <gtest/gtest.h>

#include "base/json.h"

namespace sluss::jq {
namespace {

using std::chrono::milliseconds;

/// The results as JSON, or "error: ...".
std::string run(const std::string& text, const std::string& input = "{}", std::size_t most = 10) {
  const auto program = Program::compile(text);
  if (!program) return "error: " + program.error().what;
  const auto results = (*program)->run(*parse_json(input), most);
  if (!results) return "error: " + results.error().what;
  return to_json(Value(Value::List(*results)));
}

TEST(Program, RunsOnOneValueAfterAnother) {
  const auto program = Program::compile(".n + 1").value();
  for (int n = 0; n < 3; ++n) {
    Value body;
    body["n"] = n;
    EXPECT_EQ(program->run(body, 2).value(), std::vector<Value>{n + 1});
  }
}

TEST(Program, GivesNoMoreThanIsAskedFor) { EXPECT_EQ(run("range(1000000000)", "{}", 2), "[0,1]"); }

TEST(Program, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(run(".a |\n  }"), "error: the jq program is wrong: syntax error, unexpected '}' in line 2");
  EXPECT_EQ(run("nonsuch(1)"), "error: the jq program is wrong: nonsuch/1 is not defined in line 1");
  EXPECT_EQ(run("").substr(0, 35), "error: the jq program is wrong: syn");
  EXPECT_EQ(run(".a as [$x"), "error: the jq program is wrong: syntax error, unexpected $end in line 1");
}

TEST(Program, SeesNothingOfItsSurroundings) {
  ::setenv("SLUSS_CANARY", "canary", 1);
  EXPECT_EQ(run("env"), "[{}]");
  EXPECT_EQ(run("$ENV"), "[{}]");
  EXPECT_EQ(run("$ENV.SLUSS_CANARY"), "[null]");
  EXPECT_EQ(run("$__prog_args"), "[{}]");
  EXPECT_EQ(run("[input_filename, get_search_list]"), "[[null,[]]]");
  for (const auto* word : {"input", "inputs", "debug", "stderr", "halt", "halt_error", "halt_error(1)", "modulemeta"})
    EXPECT_NE(run(word).find("is shut off"), std::string::npos) << word << ": " << run(word);
}

TEST(Program, HasNoModules) {
  EXPECT_EQ(run("import \"a\" as a; ."), "error: import is shut off: a program has no modules");
  EXPECT_EQ(run("include \"a\"; ."), "error: include is shut off: a program has no modules");
  EXPECT_EQ(run("# import\n.import, \"include\"", R"({"import":1})"), "[1,\"include\"]");
  EXPECT_EQ(run("\"\\\"\" | import \"a\" as a; ."), "error: import is shut off: a program has no modules");
}

TEST(Program, AnEndlessProgramIsStoppedAndTheNextMessageGoesOn) {
  const auto program = Program::compile("if .endless then def f: f; f else .n end", milliseconds(50)).value();
  for (int n = 0; n < 3; ++n) {
    const auto stopped = program->run(*parse_json(R"({"endless":true})"), 2);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().fault, Fault::data);
    EXPECT_NE(stopped.error().what.find("was stopped"), std::string::npos);
    Value body;
    body["n"] = n;
    EXPECT_EQ(program->run(body, 2).value(), std::vector<Value>{n});
  }
}

TEST(Program, AProgramThatGrowsWithoutEndIsStopped) {
  const auto program = Program::compile("[range(1000000000)]", milliseconds(50)).value();
  EXPECT_FALSE(program->run({}, 1));
}

TEST(Program, TheWatchdogWakesAgainAfterARest) {
  const auto program = Program::compile("if . then . else def f: f; f end", milliseconds(20)).value();
  EXPECT_TRUE(program->run(true, 1));
  std::this_thread::sleep_for(milliseconds(60));
  EXPECT_FALSE(program->run(false, 1));
}

TEST(Program, AHugeResultIsRefused) {
  EXPECT_EQ(run("\"x\" * 20000000"), "error: the jq program's result cannot be taken: it is larger than 16 MiB");
}

TEST(Program, ErrorsTellNothingOfTheMessage) {
  const auto* body = R"({"student":{"name":"Åsa Testsson","ids":["Testsson"]}})";
  for (const auto* text :
       {".student.name.first", ".student.name + 1", ".student.name[]", ".student.name | tonumber",
        "error(.student.name)", "error", ".student.name | keys", ".student | error",
        "[.student.name] | @csv | tonumber", ".student.name * {}", ".student.name | fromjson",
        ".student.name | test(1)", ".student | .[.name][0].x.y | error", "{(.student.ids): 1}",
        ".student.name | strptime(\"%Y\")", ".student | ltrimstr(1) | .[\"Åsa\"] | .[0:1] | error(.x)"}) {
    const auto said = run(text, body);
    EXPECT_EQ(said.find("Testsson"), std::string::npos) << text << " -> " << said;
    EXPECT_EQ(said.find("Åsa"), std::string::npos) << text << " -> " << said;
    EXPECT_TRUE(said.starts_with("error: the jq program")) << text << " -> " << said;
  }
  EXPECT_EQ(run(".student.name.first", body), "error: the jq program failed: Cannot index a value of kind string");
  EXPECT_EQ(run(".student.name + 1", body), "error: the jq program failed: a value of kind string cannot be added");
}

TEST(Program, ItsOwnWordsAreShown) {
  EXPECT_EQ(run("error(\"the course has no code\")"), "error: the jq program failed: the course has no code");
}

}  // namespace
}  // namespace sluss::jq
