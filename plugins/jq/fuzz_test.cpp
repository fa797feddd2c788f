// Programs and values put together at random, by a fixed seed. Whatever they are, there is an answer or an error.
#include <gtest/gtest.h>
#include <random>

#include "base/json.h"
#include "base/text.h"
#include "program.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

namespace sluss::jq {
namespace {

/// libjq 1.6 leaks a little where it refuses a program; that is not what is looked for here.
Result<std::unique_ptr<Program>> compile(const std::string& text, Limits limits) {
#ifdef __SANITIZE_ADDRESS__
  const __lsan::ScopedDisabler disabled;
#endif
  return Program::compile(text, limits);
}

using std::chrono::milliseconds;

constexpr Limits small{milliseconds(50), 64U << 20U};

class Fuzz : public testing::Test {
 protected:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  template <class List>
  const auto& one_of(const List& list) {
    return list[below(list.size())];
  }

  std::string program() {
    static const std::vector<std::string> words = {
        ".",        "..",       ".a",     ".b[]",    ".[0]",     ".[-1:]",     "|",           ",",       "//",
        "+",        "*",        "/",      "-",       "%",        "==",         "<",           "and",     "not",
        "(",        ")",        "[",      "]",       "{",        "}",          "{a:1}",       "\"x\"",   "\"\\(",
        "1",        "1e308",    "-0",     "null",    "map",      "select",     "def f:",      ";",       "f",
        "if",       "then",     "else",   "end",     "reduce",   "foreach",    "as",          "$x",      "recurse",
        "path(..)", "|=",       "+=",     "tojson",  "fromjson", "keys",       "length",      "implode", "@csv",
        "tostring", "tonumber", "error",  "try",     "catch",    "label $x",   "break",       "limit",   "until",
        "range",    "$ENV",     "env",    "input",   "getpath",  "to_entries", "test(\"x\")", "splits",  "ltrimstr",
        "infinite", "nan",      "import", "include", "?",        "#",          "\\",          "\xC3"};
    std::string text;
    for (auto left = 1 + below(12); left > 0; --left) text += one_of(words) + " ";
    return text;
  }

  Value value(int level) {
    static const std::vector<Value> leaves = {
        nullptr, true,         false,           0,   -1, Number{"3.25"}, std::int64_t{9007199254740991}, "",
        "x",     "Å\u00a0ö\n", Number{"1e300"}, "19"};
    if (level == 0 || below(3) == 0) return one_of(leaves);
    Value::List items;
    Value::Object members;
    static const std::vector<std::string> names = {"a", "b", "student", "å"};
    for (const auto& name : names) {
      items.push_back(value(level - 1));
      if (below(2) == 0) members.emplace_back(name, value(level - 1));
    }
    return below(2) == 0 ? Value(items) : Value(members);
  }

  std::mt19937 random_{20261123};
};

TEST_F(Fuzz, AProgramIsAnsweredOrRefused) {
  int compiled = 0;
  for (int i = 0; i < 1500; ++i) {
    const auto text = program();
    const auto made = compile(text, small);
    if (!made) {
      EXPECT_EQ(made.error().fault, Fault::config) << text;
      EXPECT_TRUE(is_utf8(made.error().what)) << text << " -> " << made.error().what;
      continue;
    }
    ++compiled;
    const auto results = (*made)->run(value(3));
    EXPECT_TRUE(results || results.error().fault == Fault::data) << text;
    EXPECT_LE(results.value_or(std::vector<Value>()).size(), Program::most_results) << text;
  }
  EXPECT_GT(compiled, 20);
}

TEST_F(Fuzz, AnErrorNeverQuotesTheMessage) {
  Value body = *parse_json(R"({"a":"Testsson Hemlig","b":["Testsson Hemlig"],"å":{"Testsson Hemlig":17}})");
  for (int i = 0; i < 1000; ++i) {
    const auto text = program();
    const auto made = compile(text, small);
    if (!made) continue;
    const auto results = (*made)->run(body);
    const auto said = results ? "" : results.error().what;
    EXPECT_EQ(said.find("Hem"), std::string::npos) << text << " -> " << said;
  }
}

TEST_F(Fuzz, AValueComesBackAsItWas) {
  const auto program = Program::compile(".").value();
  for (int i = 0; i < 2000; ++i) {
    const auto sent = value(4);
    const auto results = program->run(sent);
    const bool holds_large = to_json(sent).find("1e300") != std::string::npos;
    if (holds_large) continue;
    ASSERT_TRUE(results) << to_json(sent) << ": " << results.error().what;
    ASSERT_EQ(results->size(), 1U);
    EXPECT_EQ(results->front(), sent);
  }
}

TEST_F(Fuzz, AProgramThatNestsWithoutEndIsRefusedOrRun) {
  for (const auto* opening : {"(", "[", "{a:", "-", "if ", "def f: ", "try ", "reduce ", "\"\\("}) {
    std::string text;
    while (text.size() < (60U << 10U)) text += opening;
    const auto made = compile(text, small);
    EXPECT_FALSE(made) << opening;
  }
  for (const auto& [opening, closing] :
       std::vector<std::pair<std::string, std::string>>{{"[", "]"}, {"(", ")"}, {"{a:", "}"}}) {
    std::string text = ".";
    for (int i = 0; i < 3000; ++i) text = opening + text + closing;
    const auto made = compile(text, {});
    if (made) (void)(*made)->run(Value::object());
  }
}

}  // namespace
}  // namespace sluss::jq
