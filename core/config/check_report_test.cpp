#include "config/check_report.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "support/temporary_folder.h"

namespace sluss::config {
namespace {

class CheckReport : public ::testing::Test {
 protected:
  /// Of a file with that text; the fault lies in its second line.
  std::string printed(const std::string& text, Colour colour, Diagnostic::Level level = Diagnostic::Level::error) {
    const auto file = folder_.path() / "a.yaml";
    std::ofstream(file, std::ios::binary) << text;
    Diagnostics diagnostics;
    diagnostics.add({{std::make_shared<const std::string>(file.string()), 2, 3, 4}, "a.b", "wrong", "mend it", level});
    std::ostringstream out;
    print_found(diagnostics, out, colour);
    const auto prefix = folder_.path().string() + "/";
    return out.str().substr(prefix.size());
  }

  test::TemporaryFolder folder_;
};

TEST_F(CheckReport, shows_the_line_below_the_message) {
  EXPECT_EQ(printed("a:\n  bbbb: c\n", Colour::none),
            "a.yaml:2:3: error: a.b: wrong; mend it\n      bbbb: c\n      ^~~~\n");
  EXPECT_EQ(printed("\xEF\xBB\xBF"
                    "a:\r\n  bbbb: c\r\n",
                    Colour::none),
            "a.yaml:2:3: error: a.b: wrong; mend it\n      bbbb: c\n      ^~~~\n");
}

TEST_F(CheckReport, paints_only_for_a_terminal) {
  EXPECT_EQ(printed("a:\n  bbbb: c\n", Colour::terminal),
            "a.yaml:2:3: \x1b[1;31merror:\x1b[0m a.b: wrong; mend it\n      bbbb: c\n"
            "    \x1b[1;31m  ^~~~\x1b[0m\n");
  EXPECT_NE(printed("a:\n  bbbb: c\n", Colour::terminal, Diagnostic::Level::warning).find("\x1b[1;33mwarning:"),
            std::string::npos);
  EXPECT_EQ(colour_of(-1), Colour::none);
}

TEST_F(CheckReport, shows_no_secret) {
  const auto text = printed("a:\n  bbbb: c, password: hunter2\n", Colour::none);
  EXPECT_EQ(text.find("hunter2"), std::string::npos) << text;
  EXPECT_NE(text.find("(the line is not shown: it may hold a secret)"), std::string::npos) << text;
}

TEST_F(CheckReport, needs_no_line_to_tell_a_fault) {
  EXPECT_EQ(printed("a: the second line is gone by now", Colour::none), "a.yaml:2:3: error: a.b: wrong; mend it\n");
}

TEST_F(CheckReport, sums_up_what_was_read) {
  Configuration configuration;
  configuration.files = {{"sluss.yaml", 1}, {"connections", 0}, {"pipelines", 2}, {"prices", 0}};
  Diagnostics diagnostics;
  EXPECT_EQ(summary_of(configuration, diagnostics),
            "The configuration is right: 0 pipelines, 0 ways in, 0 ways out, 0 agreements, 0 units, 0 prices.\n"
            "3 files read: sluss.yaml, pipelines (2), none in prices.\n");
  diagnostics.warn(Node(), "look");
  EXPECT_TRUE(diagnostics.ok());
  EXPECT_NE(summary_of(configuration, diagnostics).find("\n1 warning: "), std::string::npos);
  diagnostics.add(Node(), "wrong");
  EXPECT_EQ(summary_of(configuration, diagnostics),
            "1 fault, 1 warning; 3 files read: sluss.yaml, pipelines (2), none in prices.\n");
}

}  // namespace
}  // namespace sluss::config
