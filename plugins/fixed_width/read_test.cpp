// All personal data here is made up.
#include <gtest/gtest.h>

#include "sample.h"

namespace sluss::fixed_width {
namespace {

test::Decoded read(const std::string& text, const Config& config = layout(payments), std::size_t piece = 4096) {
  return test::decoded(FixedWidth(config), text, piece);
}
std::string body(const test::Decoded& all, std::size_t index) {
  const auto& record = all.records.at(index);
  return record.fault ? record.fault->what : to_json(record.message.body);
}
std::string refusal(const std::string& text) { return read(text).refusal; }

/// What one field makes of a text as wide as it is.
std::string value(const std::string& field, const std::string& text) {
  const auto config =
      layout(R"({"row": {"fields": {"x": {"at": "1-)" + std::to_string(text.size()) + "\"" + field + "}}}}");
  return body(read(text + "\n", config), 0);
}

TEST(FixedWidthRead, ReadsRowsByTheirColumns) {
  const auto all = read(payments_file());
  ASSERT_EQ(all.refusal, "");
  ASSERT_EQ(all.records.size(), 2U);
  EXPECT_EQ(body(all, 0), R"({"id":"A1","name":"Åsa","amount":15300,"share":12.5})");
  EXPECT_EQ(body(all, 1), R"({"id":"A2","name":"Bo","amount":-50})");
  EXPECT_EQ(all.line(1), 3);
  EXPECT_EQ(all.records[1].message.raw, "20A2    Bo        0000050-K   ");
  EXPECT_EQ(all.records[0].message.origin.columns->names, (std::vector<std::string>{"id", "name", "amount", "share"}));
}

TEST(FixedWidthRead, ReadsAnyLineBreakInPiecesOfAnySize) {
  auto text = payments_file();
  for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2)) text.insert(at, "\r");
  for (const std::size_t piece : {1U, 3U, 4096U})
    EXPECT_EQ(read(text + "\r\n", layout(payments), piece).records.size(), 2U);
}

TEST(FixedWidthRead, ReadsEveryCodePage) {
  const auto one = R"({"row": {"fields": {"name": "1-3"}}})";
  const auto name = [&](const std::string& bytes, CodePage page) {
    return body(read(bytes, layout(one, "", page)), 0);
  };
  EXPECT_EQ(name("\xC5sa", CodePage::latin1), R"({"name":"Åsa"})");
  EXPECT_EQ(name("\x80 1", CodePage::windows1252), R"({"name":"€ 1"})");
  EXPECT_EQ(name("\x8Fsa", CodePage::cp437), R"({"name":"Åsa"})");
  EXPECT_EQ(name("\x9Bre", CodePage::cp850), R"({"name":"øre"})");
  EXPECT_EQ(name("Åsa", CodePage::utf8), R"({"name":"Åsa"})");
  EXPECT_EQ(name("s\xC5z", CodePage::utf8), "column 2: a byte that is not UTF-8");
  EXPECT_EQ(name("ab\x81", CodePage::windows1252), "column 3: a byte that is not Windows-1252");
}

TEST(FixedWidthRead, ReadsEveryKindOfValue) {
  EXPECT_EQ(value("", "a  "), R"({"x":"a"})");
  EXPECT_EQ(value(R"(,"align":"right")", "  a "), R"({"x":"a "})");
  EXPECT_EQ(value(R"(,"pad":"_")", "a__"), R"({"x":"a"})");
  const auto two = layout(R"({"row": {"fields": {"a": "1", "x": "2-3", "n": {"at": "4", "as": "integer"}}}})");
  EXPECT_EQ(body(read("a  1", two), 0), R"({"a":"a","x":"","n":1})");
  EXPECT_EQ(body(read("a  ", two), 0), "the line has 3 characters; expected 4 for \"row\"");
  EXPECT_EQ(body(read("a   ", two), 0), "column 4 (n): it is empty");
  EXPECT_EQ(value(R"(,"as":"integer")", "007"), R"({"x":7})");
  EXPECT_EQ(value(R"(,"as":"integer","pad":" ","sign":"leading")", "  -7"), R"({"x":-7})");
  EXPECT_EQ(value(R"(,"as":"decimal","decimals":"3")", "0001"), R"({"x":0.001})");
  EXPECT_EQ(value(R"(,"as":"decimal","decimals":"2","sign":"trailing")", "1234-"), R"({"x":-12.34})");
  EXPECT_EQ(value(R"(,"as":"ore","decimals":"0")", "00012"), R"({"x":1200})");
  EXPECT_EQ(value(R"(,"as":"ore","decimals":"4")", "012300"), R"({"x":123})");
  EXPECT_EQ(value(R"(,"as":"ore","decimals":"4")", "012345"), "columns 1-6 (x): it has parts of an öre");
  EXPECT_EQ(value(R"(,"as":"date")", "20260831"), R"({"x":"2026-08-31"})");
  EXPECT_EQ(value(R"(,"as":"date","format":"DD.MM.YY")", "31.08.26"), R"({"x":"2026-08-31"})");
  for (const auto* wrong : {"20260230", "2026-8-3", "abcdefgh", "260831  "})
    EXPECT_EQ(value(R"(,"as":"date")", wrong), "columns 1-8 (x): it is no day as YYYYMMDD");
  EXPECT_EQ(value(R"(,"as":"date","format":"DD.MM.YY")", "31x08.26"), "columns 1-8 (x): it is no day as DD.MM.YY");
  for (const auto* wrong : {"12a", "-12", "1 2", "1.2", "\t12"})
    EXPECT_EQ(value(R"(,"as":"integer")", wrong), "columns 1-3 (x): it is no number of digits alone") << wrong;
  EXPECT_EQ(value(R"(,"as":"integer")", "9999999999999999999"), "columns 1-19 (x): it has more than 18 digits");
  EXPECT_EQ(value(R"(,"as":"integer","sign":"leading")", "-"), "column 1 (x): it is no number of digits alone");
}

TEST(FixedWidthRead, ASignMayHaveAColumnOfItsOwn) {
  const auto signs = layout(R"({"row": {"fields": {"amount": {"at": "1-4", "as": "ore"},
                                "dc": {"at": "5", "sign_of": "amount", "plus": "D", "minus": "K"}}}})");
  const auto all = read("0100D\n0100K\n0100X\n", signs);
  EXPECT_EQ(body(all, 0), R"({"amount":100})");
  EXPECT_EQ(body(all, 1), R"({"amount":-100})");
  EXPECT_EQ(body(all, 2), "column 5 (dc): expected \"D\" or \"K\"");
}

TEST(FixedWidthRead, SeveralKindsOfRowsSayWhichTheyAre) {
  const auto two = layout(R"({"a": {"tag": {"at": "1", "is": "A"}, "fields": {"x": "2"}},
                              "b": {"tag": {"at": "2", "is": "B"}, "fields": {"y": "1"}}})");
  const auto all = read("A1\n2B\n", two);
  EXPECT_EQ(body(all, 0), R"({"record":"a","x":"1"})");
  EXPECT_EQ(body(all, 1), R"({"record":"b","y":"2"})");
}

TEST(FixedWidthRead, ABadRowIsParkedAndTheRestGoesOn) {
  const auto bad = payment("A3    ", "Provia", "0000000 ", "1x5");
  const auto all = read(header() + payment("A1    ", "Åsa", "0015300 ") + bad + "42 of no known kind\n" +
                        trailer("000002", "00000015300 "));
  ASSERT_EQ(all.refusal, "");
  ASSERT_EQ(all.records.size(), 3U);
  EXPECT_EQ(body(all, 1), "columns 28-30 (share): it is no number of digits alone");
  EXPECT_EQ(all.line(1), 3);
  EXPECT_EQ(body(all, 2),
            "the kind of record is not known: expected \"01\" in columns 1-2 or \"20\" in columns 1-2 or \"99\" in "
            "columns 1-2");
  const auto plain = layout(R"({"row": {"fields": {"id": "1-2", "n": {"at": "3-4", "as": "integer"}}}})");
  const auto rows = read("ab01\nab1\nab012\nab02\n", plain);
  ASSERT_EQ(rows.records.size(), 4U);
  EXPECT_EQ(body(rows, 1), "the line has 3 characters; expected 4 for \"row\"");
  EXPECT_EQ(body(rows, 2), "the line has 5 characters; expected 4 for \"row\"");
  EXPECT_EQ(body(rows, 3), R"({"id":"ab","n":2})");
}

TEST(FixedWidthRead, AFileThatDoesNotAddUpIsRefusedWhole) {
  const auto rows = payment("A1    ", "Provia", "0015300 ");
  const auto expect_refused = [](const std::string& text, const std::string& why) {
    const auto all = read(text);
    EXPECT_EQ(all.refusal, why);
    EXPECT_TRUE(all.records.empty());
  };
  expect_refused(
      header() + rows + trailer("000002", "00000015300 "),
      "line 3: columns 3-8 (rows): the count is stated as 2, and the file has 1; the file is damaged or incomplete");
  expect_refused(header() + rows + trailer("000001", "00000015301 "),
                 "line 3: columns 9-20 (sum): the sum is stated as 15301, and the file has 15300; the file is damaged "
                 "or incomplete");
  expect_refused(header() + rows + trailer("000001", "0000001530x "),
                 "line 3: columns 9-20 (sum): it is no number of digits alone");
  expect_refused(header() + rows,
                 "line 2: the file ends without its last record, \"trailer\"; is it still being written?");
  expect_refused(header() + trailer("000000", "00000000000 ") + rows,
                 "line 3: a record follows after the last one; the file is damaged or incomplete");
  expect_refused(header() + header(), "line 2: a second header; expected one, in the first line");
  expect_refused(header() + payment("A1    ", "Provia", "00153x0 ") + trailer("000001", "00000015300 "),
                 "line 2: columns 19-26 (amount): it is no number of digits alone; a sum of the file cannot be checked "
                 "without it");
  expect_refused(
      header() + "20A1\n" + trailer("000001", "00000015300 "),
      "line 2: the line has 4 characters; expected 30 for \"row\"; a sum of the file cannot be checked without it");
  EXPECT_TRUE(refusal(rows).starts_with("line 1: the file does not begin with its header, expected \"01\""));
  EXPECT_TRUE(refusal("").starts_with("line 1: the file ends without its last record"));
}

TEST(FixedWidthRead, HandsBackTheErrorOfTheReceiver) {
  test::TextInput input(payments_file());
  const auto outcome = FixedWidth(layout(payments)).decode(input, [](Record&&) -> Result<void> {
    return fail(Fault::cancelled, "stop");
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().fault, Fault::cancelled);
}

}  // namespace
}  // namespace sluss::fixed_width
