// What is said and heard, without a child: also of lines that are bent.
#include "talk.h"

#include <gtest/gtest.h>
#include <random>

#include "command.h"
#include "singer.h"
#include "support/bent.h"
#include "support/plugin_parts.h"

namespace sluss::exec {
namespace {

TEST(Talk, BeginsWithWhatTheChildIsTold) {
  EXPECT_EQ(greeting(Task::source, R"({"a":1})", "17"),
            "{\"sluss\":1,\"task\":\"source\",\"settings\":{\"a\":1},\"position\":\"17\"}\n");
  EXPECT_EQ(greeting(Task::sink, "{}", ""), "{\"sluss\":1,\"task\":\"sink\",\"settings\":{}}\n");
}

TEST(Talk, ATextOfUnknownOriginIsShownOnOneLineWithoutNumbers) {
  EXPECT_EQ(shown("invoice 12345 of 19990102-1234\nå"), "invoice 12345 of 99999999-9999 å");
  EXPECT_EQ(shown(std::string(199, 'x') + "å").size(), 199U);
  EXPECT_EQ(one_line("a\tb"), "a b");
}

TEST(Talk, ReadinessHasAReason) {
  EXPECT_TRUE(read_readiness(R"({"ready":true})"));
  EXPECT_EQ(read_readiness(R"({"ready":false,"result":"denied","reason":"no"})").error().fault, Fault::denied);
  EXPECT_EQ(read_readiness(R"({"ready":false,"result":"rejected"})").error().fault, Fault::unavailable);
  for (const auto* line : {"", "{}", "[]", "hello", R"({"ready":1})"})
    EXPECT_EQ(read_readiness(line).error().fault, Fault::unavailable) << line;
}

TEST(Talk, AnAnswerNamesItsKeyAndAKnownResult) {
  EXPECT_EQ(read_answer(R"({"key":"a","result":"ok"})").value().receipt.value(), "a");
  for (const auto* line : {"{}", R"({"key":"a"})", R"({"result":"ok"})", R"({"key":"a","result":"fine"})", "x"})
    EXPECT_FALSE(read_answer(line)) << line;
}

TEST(Talk, BentLinesAreAnsweredOrRefused) {
  const std::vector<std::string> lines = {
      R"({"type":"SCHEMA","stream":"students","schema":{"type":"object"},"key_properties":["id"]})",
      R"({"type":"RECORD","stream":"students","record":{"id":1,"name":"Personsson 19990101-9802"}})",
      R"({"type":"STATE","value":{"last":1}})",
      R"({"record":{"id":1}})",
      R"({"batch":"b1","position":"1"})",
      R"({"key":"a","result":"rejected","reason":"Personsson","retry_after":1})"};
  std::mt19937 random(20261129);
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto line = test::bent(lines[random() % lines.size()], random,
                                 "{}[]\":,\\\0\xff"
                                 "1a",
                                 3, 12);
    TapReader reader({});
    (void)reader.take(lines[0]);
    const auto taken = reader.take(line);
    if (!taken) {
      ++refused;
      EXPECT_EQ(taken.error().fault, Fault::data);
      EXPECT_EQ(taken.error().what.find("Personsson"), std::string::npos) << taken.error().what;
    } else {
      EXPECT_TRUE(is_utf8(*taken));
      EXPECT_EQ(std::count(taken->begin(), taken->end(), '\n'), taken->empty() ? 0 : 1);
    }
    const auto meaning = read_source_line(line);
    EXPECT_TRUE(meaning || meaning.error().what.find("Personsson") == std::string::npos);
    (void)read_answer(line);
    (void)is_echo(line, "x");
  }
  EXPECT_GT(refused, 1000);
}

TEST(Talk, ASchemaHasEveryTypeThatOccurs) {
  const auto of = [](const char* text) { return parse_json(text).value(); };
  EXPECT_EQ(to_json(schema_of({of(R"({"a":1,"b":null,"c":[1],"d":{"e":true}})"), of(R"({"a":1.5,"f":false})")})),
            R"({"type":"object","properties":{"a":{"type":["integer","null","number"]},"b":{"type":["string","null"]},)"
            R"("c":{"type":["array","null"]},"d":{"type":["null","object"]},"f":{"type":["boolean","null"]}}})");
}

class MadeUpSecrets final : public Secrets {
 public:
  [[nodiscard]] Result<Secret> find(std::string_view /*name*/) const override { return Secret("made-up"); }
};

TEST(Talk, SettingsBecomeJson) {
  Diagnostics diagnostics;
  ParseContext context{diagnostics, MadeUpSecrets(), "."};
  CommandConfig config;
  config.command = {"/bin/true"};
  auto quoted = test::scalar("17");
  quoted.quoted = true;
  config.settings = test::table({{"token", test::scalar("secret:token")},
                                 {"n", test::scalar("17")},
                                 {"text", quoted},
                                 {"x", test::scalar("1.50")},
                                 {"code", test::scalar("007")},
                                 {"on", test::scalar("true")},
                                 {"list", test::list({"a", "1"})}});
  check_command(config, {}, context);
  EXPECT_TRUE(diagnostics.ok());
  EXPECT_EQ(config.values->settings.reveal(),
            R"({"token":"made-up","n":17,"text":"17","x":1.50,"code":"007","on":true,"list":["a",1]})");
  config.environment = test::table({{"1X", test::scalar("a")}, {"A", test::list({"a"})}});
  config.command = {"tap-csv"};
  check_command(config, {}, context);
  EXPECT_EQ(diagnostics.size(), 3U);
}

}  // namespace
}  // namespace sluss::exec
