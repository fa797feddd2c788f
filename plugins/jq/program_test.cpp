// Names are synthetic.
#include "program.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <thread>

#include "base/json.h"

namespace sluss::jq {
namespace {

using std::chrono::milliseconds;

/// The results as JSON, or "error: ...".
std::string results_of(Program& program, const Value& input) {
  const auto results = program.run(input);
  return results ? to_json(Value(Value::List(*results))) : "error: " + results.error().what;
}
std::string run(const std::string& text, const std::string& input = "{}") {
  const auto program = Program::compile(text);
  return program ? results_of(**program, *parse_json(input)) : "error: " + program.error().what;
}

TEST(Program, RunsOnOneValueAfterAnother) {
  const auto program = Program::compile(".n + 1").value();
  for (int n = 0; n < 3; ++n) {
    Value body;
    body["n"] = n;
    EXPECT_EQ(program->run(body).value(), std::vector<Value>{n + 1});
  }
}

TEST(Program, GivesNoMoreThanIsAskedFor) { EXPECT_EQ(run("range(1000000000)"), "[0,1]"); }

TEST(Program, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(run(".a |\n  }"), "error: the jq program is wrong: syntax error, unexpected INVALID_CHARACTER in line 2");
  EXPECT_EQ(run("nonsuch(1)"), "error: the jq program is wrong: nonsuch/1 is not defined in line 1");
  EXPECT_EQ(run("").substr(0, 35), "error: the jq program is wrong: syn");
  EXPECT_EQ(run("\n.a as [$x"),
            "error: the jq program is wrong: syntax error, unexpected $end, expecting ',' or ']' in line 2");
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
  for (const auto* text :
       {R"(import "a" as a; .)", R"(include "a"; .)", R"(module {}; .)", R"(import "/etc/hosts" as $a; .)"})
    EXPECT_TRUE(run(text).starts_with("error: the jq program is wrong: syntax error, unexpected ")) << run(text);
  EXPECT_EQ(run("[.import, {include: \"import\"}]", R"({"import":1})"), R"([[1,{"include":"import"}]])");
}

/// Limits that a test does not have to wait for.
constexpr Limits small{milliseconds(100), 64U << 20U};

TEST(Program, IsStoppedWhenItBreaksALimitAndTheNextMessageGoesOn) {
  const std::string slow = "error: the jq program took longer than 100 ms and was stopped";
  const std::string large = "error: the jq program grew beyond 64 MiB, or nested values too deep, and was stopped";
  const std::string huge = "error: the jq program's result cannot be taken: it is larger than 16 MiB";
  // Which limit is met first may depend on the machine; that one is met may not.
  for (const auto* text :
       {"def f: f; f", "[range(1000000000)]", "[] | .[1000000000] = 0", "\"x\" * 2000000000", "def f: [f]; f",
        "reduce range(100000000) as $i (\"x\"; . + .)", "reduce range(1000000) as $i (null; [.])",
        "reduce range(40) as $i (\"x\"; [., .]) | tojson", "reduce range(40) as $i (\"x\"; [., .])"}) {
    const auto program = Program::compile("if .bad then " + std::string(text) + " else .n end", small).value();
    for (int n = 0; n < 2; ++n) {
      const auto said = results_of(*program, *parse_json(R"({"bad":true})"));
      EXPECT_TRUE(said == slow || said == large || said == huge) << text << ": " << said;
      Value body;
      body["n"] = n;
      EXPECT_EQ(program->run(body).value(), std::vector<Value>{n}) << text;
    }
  }
}

TEST(Program, WaitingIsNotWorking) {
  const auto program = Program::compile(".", small).value();
  EXPECT_TRUE(program->run(Value::object()));
  std::this_thread::sleep_for(milliseconds(250));
  EXPECT_TRUE(program->run(Value::object()));
}

TEST(Program, AHugeResultIsRefused) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "under the thread sanitizer this takes longer than the second that a program has";
#endif
  EXPECT_EQ(run("\"x\" * 20000000"), "error: the jq program's result cannot be taken: it is larger than 16 MiB");
}

TEST(Program, AResultHasAHundredLevelsAtTheMost) {
  for (int levels = 95; levels <= 105; ++levels) {
    const auto said = run("reduce range(" + std::to_string(levels) + ") as $i (1; [.])");
    const auto nested = std::string(static_cast<std::size_t>(levels), '[') + "1";
    const auto* refused = "error: the jq program's result cannot be taken: it is nested more than 100 levels deep";
    EXPECT_EQ(said.substr(levels > 100 ? 0 : 1, levels > 100 ? said.size() : nested.size()),
              levels > 100 ? std::string(refused) : nested);
  }
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
  EXPECT_EQ(run("error(.missing)"), "error: the jq program failed: it called error with null");
  EXPECT_EQ(run("error(\"the course has no code\")"), "error: the jq program failed: the course has no code");
}

}  // namespace
}  // namespace sluss::jq
