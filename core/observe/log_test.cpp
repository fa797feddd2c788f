#include "observe/log.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace sluss::observe {
namespace {

constexpr auto time = "2026-11-23T02:00:00Z";

TEST(Log, IsReadByPeopleByTheJournalAndByPrograms) {
  const About about{.subject = "nightly", .run = 17, .message = 4, .connection = "peppol.invoices"};
  EXPECT_EQ(line_of(Form::plain, Level::warn, about, "it broke", time),
            "2026-11-23T02:00:00Z warning nightly: it broke");
  EXPECT_EQ(line_of(Form::journal, Level::error, about, "it broke\nand so", time),
            "<3>nightly: it broke\n<3>and so (run 17) (message 4)");
  EXPECT_EQ(line_of(Form::json, Level::info, about, "a \"b\"\n", time),
            R"({"time":"2026-11-23T02:00:00Z","level":"info","about":"nightly","run":17,"message":4,)"
            R"("connection":"peppol.invoices","text":"a \"b\"\n"})");
}

TEST(Log, SaysNothingOfWhatDoesNotApply) {
  EXPECT_EQ(line_of(Form::plain, Level::info, {}, "stopped", time), "2026-11-23T02:00:00Z info stopped");
  EXPECT_EQ(line_of(Form::journal, Level::info, {.connection = "klipp.placements"}, "x", time),
            "<6>klipp.placements: x");
  EXPECT_EQ(line_of(Form::json, Level::info, {}, "x", time),
            R"({"time":"2026-11-23T02:00:00Z","level":"info","text":"x"})");
}

TEST(Log, IsOneLineAsJsonWhateverTheTextIs) {
  std::string all;
  for (int c = 1; c < 128; ++c) all += static_cast<char>(c);
  const auto line = line_of(Form::json, Level::info, {}, all, time);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  const auto value = parse_json(line);
  ASSERT_TRUE(value);
  EXPECT_EQ((*value)["text"].text_or_empty(), all);
}

TEST(Log, HasThreeForms) {
  EXPECT_EQ(form_called("json"), Form::json);
  EXPECT_EQ(form_called("journal"), Form::journal);
  EXPECT_EQ(form_called("plain"), Form::plain);
  EXPECT_EQ(form_called("xml"), std::nullopt);
}

}  // namespace
}  // namespace sluss::observe
