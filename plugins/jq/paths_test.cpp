#include "paths.h"

#include <gtest/gtest.h>
#include <random>

#include "support/bent.h"

namespace sluss::jq {
namespace {

using Paths = std::vector<std::string>;

TEST(Paths, finds_what_a_condition_looks_at) {
  EXPECT_EQ(plain_paths(".buyer.channel == \"peppol\""), (Paths{"buyer.channel"}));
  EXPECT_EQ(plain_paths(".a == 1 and (.b.c != \".d\" or .e)"), (Paths{"a", "b.c", "e"}));
  EXPECT_EQ(plain_paths("if .a then .b else .a end"), (Paths{"a", "b"}));
  EXPECT_EQ(plain_paths("select(.type)"), (Paths{"type"}));
  EXPECT_EQ(plain_paths(".lines[0].id == 1"), (Paths{"lines"}));
  EXPECT_EQ(plain_paths("{ id: .nr, \"b\": [.c] }"), (Paths{"nr", "c"}));
}

TEST(Paths, leaves_out_what_may_lie_elsewhere) {
  EXPECT_EQ(plain_paths(".a | .b"), (Paths{"a"}));
  EXPECT_EQ(plain_paths("(.a | .b) and .c"), (Paths{"a", "c"}));
  EXPECT_EQ(plain_paths("map(.a) | length"), Paths());
  EXPECT_EQ(plain_paths("any(.a) and .b"), (Paths{"b"}));
  EXPECT_EQ(plain_paths("first(.a).b"), Paths());
}

TEST(Paths, leaves_out_what_may_be_missing) {
  EXPECT_EQ(plain_paths(".a? == 1"), Paths());
  EXPECT_EQ(plain_paths(".a // \"x\" == .b"), (Paths{"b"}));
  EXPECT_EQ(plain_paths(".a == null"), Paths());
  EXPECT_EQ(plain_paths("null != .a"), Paths());
  EXPECT_EQ(plain_paths(".a = 1"), Paths());
  EXPECT_EQ(plain_paths(".a |= ascii_upcase"), Paths());
  EXPECT_EQ(plain_paths("has(\"a\")"), Paths());
}

TEST(Paths, is_silent_where_it_cannot_be_sure) {
  for (const auto* program : {".a as $x | .b", "def f: .a; f", "reduce .a as $x (0; .)", "\"\\(.a)\" == .b", "try .a",
                              ". == 1.5", "..", ".[\"a\"]", ")", "\"", ".", ""})
    EXPECT_EQ(plain_paths(program), Paths()) << program;
}

TEST(Paths, ends_whatever_the_text_is) {
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    const auto program =
        test::bent(".a.b == \"x\" and (.c | .d) // [.e[0], {f: .g}]", random, ".|()[]{}\"\\=?/$#\n aå", 6, 9);
    EXPECT_LE(plain_paths(program).size(), program.size()) << program;
  }
}

TEST(Paths, tells_what_no_body_has) {
  const Paths held = {"buyer.channel", "lines"};
  EXPECT_EQ(lacking_paths(".buyer.chanel == \"peppol\"", held), (Paths{"buyer.chanel"}));
  EXPECT_EQ(lacking_paths(".buyer.channel == \"peppol\" and .buyer and .lines.x", held), Paths());
}

}  // namespace
}  // namespace sluss::jq
