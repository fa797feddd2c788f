// What is written, read back.
#include "writer.h"

#include "fixture.h"

namespace sluss::xlsx {
namespace {

Message message_of(Value::Object members) {
  Message message;
  message.body = Value(std::move(members));
  return message;
}

std::string written(const Messages& messages) {
  const auto bytes = write_workbook(messages);
  EXPECT_TRUE(bytes) << bytes.error().what;
  return bytes ? *bytes : std::string();
}

std::string refusal_of(const Message& message) {
  const auto bytes = write_workbook(std::span(&message, 1));
  if (bytes) return "";
  EXPECT_EQ(bytes.error().fault, Fault::data);
  return bytes.error().what;
}

TEST(XlsxWriter, WhatIsWrittenIsReadBack) {
  const auto outcome = read(written({
      message_of({{"Nr", 1}, {"Personnummer", "199901011234"}, {"Löpnummer", std::int64_t{199901011234}}}),
      message_of({{"Nr", 2}, {"Veckor", Number{"3.40"}}, {"Klar", true}, {"Text", "=1+1"}, {"Tom", nullptr}}),
      message_of(
          {{"Nr", -3}, {"Text", "Å\nrad & <två>"}, {"Klar", false}, {"Löpnummer", std::int64_t{9007199254740993}}}),
  }));
  ASSERT_EQ(outcome.records.size(), 3U) << outcome.refusal();
  EXPECT_EQ(outcome.text(0, "Nr"), "1");
  EXPECT_EQ(outcome.text(0, "Personnummer"), "199901011234");
  EXPECT_EQ(outcome.text(0, "Löpnummer"), "199901011234");
  EXPECT_EQ(outcome.text(0, "Klar"), "");
  EXPECT_EQ(outcome.text(1, "Veckor"), "3.4");
  EXPECT_EQ(outcome.text(1, "Klar"), "true");
  EXPECT_EQ(outcome.text(1, "Text"), "=1+1");
  EXPECT_EQ(outcome.text(2, "Nr"), "-3");
  EXPECT_EQ(outcome.text(2, "Text"), "Å\nrad & <två>");
  EXPECT_EQ(outcome.text(2, "Klar"), "false");
  EXPECT_EQ(outcome.text(2, "Löpnummer"), "9007199254740993");
  EXPECT_EQ(outcome.records[0].message.origin.columns->names,
            (std::vector<std::string>{"Nr", "Personnummer", "Löpnummer", "Veckor", "Klar", "Text", "Tom"}));
}

TEST(XlsxWriter, ReadAndWrittenAgainIsTheSame) {
  const auto first =
      read(written({message_of({{"Nr", "007"}, {"Ort", "Umeå"}}), message_of({{"Nr", "8"}, {"Ort", ""}})}));
  Messages again;
  for (const auto& record : first.records) again.push_back(record.message);
  const auto second = read(written(again));
  ASSERT_EQ(second.records.size(), 2U) << second.refusal();
  for (const auto i : {0U, 1U}) EXPECT_EQ(second.records[i].message.body, first.records[i].message.body);
}

TEST(XlsxWriter, TheSameMessagesGiveTheSameBytes) {
  const Messages messages{message_of({{"Nr", 1}, {"Ort", "Umeå"}})};
  EXPECT_EQ(written(messages), written(messages));
}

TEST(XlsxWriter, WhatNoCellCanHoldIsRefused) {
  EXPECT_EQ(refusal_of(message_of({{"Nr", Value::object()}})),
            "cell A2 (Nr) would hold a list or an object; map it to plain members first");
  EXPECT_EQ(refusal_of(message_of({{"Nr", 1}, {"Ort", std::string(32'768, 'x')}})),
            "the text for cell B2 is longer than the 32,767 characters of a cell");
  EXPECT_EQ(refusal_of(message_of({{"Nr", std::string("a\0b", 3)}})),
            "cell A2 would hold a NUL character, which no workbook can");
  Message list;
  list.body = Value::list();
  EXPECT_EQ(refusal_of(list), "a workbook can only hold messages whose body is an object");
}

TEST(XlsxWriter, ControlCharactersComeBack) {
  const auto outcome = read(written({message_of({{"Nr", "1"},
                                                 {"Ort",
                                                  "a\x01"
                                                  "b_x0041_c"}})}));
  EXPECT_EQ(outcome.text(0, "Ort"),
            "a\x01"
            "b_x0041_c");
}

}  // namespace
}  // namespace sluss::xlsx
