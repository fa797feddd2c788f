// All personal data here is made up.
#include <gtest/gtest.h>

#include "recount.h"
#include "sample.h"

namespace sluss::fixed_width {
namespace {

using test::scalar;

Config ledger_layout(CodePage page = CodePage::cp850) { return layout(ledger, "line.amount", page); }

std::string written(const Message& message, const Config& config = ledger_layout()) {
  const auto documents = FixedWidth(config).encode(std::vector<Message>{message});
  return documents ? documents->front().bytes : documents.error().what;
}

TEST(FixedWidthWrite, WritesRecordsByTheirLayout) {
  EXPECT_EQ(written(invoice()),
            "HVFU10100000012612010002\n"
            "L1010000001\x8Fsa P\x86hittad  17 10000520200\n"
            "TVIL  \n"
            "L1010000001Bo             1 10000030600\n"
            "T     \n"
            "E0006000000550800\n");
  auto config = ledger_layout();
  config.line_break = LineBreak::crlf;
  EXPECT_EQ(written(invoice(), config).substr(0, 26), "HVFU10100000012612010002\r\n");
  EXPECT_EQ(FixedWidth(config).encode(std::vector<Message>{invoice()})->front().extension, "txt");
}

TEST(FixedWidthWrite, ACreditNoteIsBelowZero) {
  auto credit = invoice();
  credit.body["credits"] = parse_json(R"({"number": "1010000000"})").value();
  const auto file = written(credit);
  EXPECT_NE(file.find(" 17-10000520200\n"), std::string::npos) << file;
  EXPECT_NE(file.find("E0006-00000550800\n"), std::string::npos) << file;
}

TEST(FixedWidthWrite, TheEngineReadsItsTotalBack) {
  const auto all = test::decoded(FixedWidth(ledger_layout()), written(invoice()));
  ASSERT_EQ(all.refusal, "");
  EXPECT_EQ(all.records.at(0).message.body["total_ore"], Value(550800));
  EXPECT_EQ(all.records[0].message.body["lines"].as_list()->size(), 2U);
}

TEST(FixedWidthWrite, WhatCannotStandThereIsRefusedByItsFieldAndNotShown) {
  const auto with = [](const std::string& path, Value value) {
    auto message = invoice();
    (*message.body["lines"].as_list())[1][path] = std::move(value);
    return written(message);
  };
  EXPECT_EQ(with("text", "Provia Testbergsson"),
            "record \"line\", field \"text\" of item 2: it has 19 characters, and the field has room for 13");
  EXPECT_EQ(with("text", "Żan"), "record \"line\", field \"text\" of item 2: its character 1 does not exist in CP850");
  EXPECT_EQ(with("text", "a\nb"),
            "record \"line\", field \"text\" of item 2: it has a line break or another control character");
  EXPECT_EQ(with("text", Value()), "record \"line\", field \"text\" of item 2: the message has nothing at \"text\"");
  EXPECT_EQ(with("text", Value::list()), "record \"line\", field \"text\" of item 2: it is no text");
  EXPECT_EQ(with("days", -1), "record \"line\", field \"days\" of item 2: it is below zero, and the field has no sign");
  EXPECT_EQ(with("days", 1000),
            "record \"line\", field \"days\" of item 2: it has 4 characters, and the field has room for 3");
  EXPECT_EQ(with("days", Value(Number{"1.5"})),
            "record \"line\", field \"days\" of item 2: it has more than 0 decimals");
  EXPECT_EQ(with("amount_ore", "12"), "record \"line\", field \"amount\" of item 2: it is no whole number of öre");
  auto message = invoice();
  message.body["issued"] = "1 December";
  EXPECT_EQ(written(message), "record \"top\", field \"issued\": it is no day as YYYY-MM-DD");
  message.body["lines"] = 1;
  EXPECT_EQ(written(message), "record \"line\": the message has no list \"lines\"");
}

std::string with_field(const std::string& field, const Message& message = invoice()) {
  return written(message,
                 layout(R"({"row": {"each": "lines", "fields": {"x": )" + field + R"(, "a": {"at": "11-17", "as": "ore",
    "sign": "leading", "from": "amount_ore"}}}})",
                        "row.a"));
}

TEST(FixedWidthWrite, ATextIsMadeOfSeveralMembers) {
  EXPECT_EQ(with_field(R"({"at": "1-10", "text": "{days} d {note}"})"),
            "record \"row\", field \"x\" of item 2: it needs note, which the message lacks");
  EXPECT_EQ(with_field(R"({"at": "1-10", "text": "{days} d"})"), "17 d      0520200\n1 d       0030600\n");
}

TEST(FixedWidthWrite, ATableSaysWhatStandsThere) {
  const auto by = [](const std::string& table) { return R"({"at": "1-4", "table": )" + table + R"(, "by": "text"})"; };
  EXPECT_EQ(with_field(by(R"({"Bo": "4711", "Åsa Påhittad": "12"})")), "12        0520200\n4711      0030600\n");
  EXPECT_EQ(with_field(by(R"("4711")")), "4711      0520200\n4711      0030600\n");
  EXPECT_EQ(with_field(by(R"({"Bo": "4711"})")),
            "record \"row\", field \"x\" of item 1: its table has nothing for what the message has at \"text\"");
  EXPECT_EQ(with_field(R"({"at": "1-4", "by": "text"})"), "          0520200\n          0030600\n")
      << "a table that a connection leaves out leaves the columns blank";
}

TEST(FixedWidthWrite, TheSignOfASumMayStandInAColumnOfItsOwn) {
  auto credit = invoice();
  credit.body["credits"] = parse_json(R"({"number": "1010000000"})").value();
  const auto config = layout(R"({
    "row": {"tag": {"at": "1", "is": "R"}, "each": "lines", "fields": {
      "x": {"at": "2-9", "as": "ore", "sign": "leading", "from": "amount_ore", "minus_if": "/credits"}}},
    "end": {"kind": "trailer", "tag": {"at": "1", "is": "T"}, "fields": {
      "sign": {"at": "2", "sign_of": "sum", "plus": "+", "minus": "-"}, "sum": {"at": "3-9", "as": "ore", "sum": "row.x"}}}})",
                             "row.x");
  EXPECT_EQ(written(invoice(), config), "R00520200\nR00030600\nT+0550800\n");
  EXPECT_EQ(written(credit, config), "R-0520200\nR-0030600\nT-0550800\n");
}

TEST(FixedWidthWrite, AMonthHasNoDay) {
  EXPECT_EQ(with_field(R"({"at": "1-6", "as": "date", "format": "YYYYMM", "from": "/issued"})").substr(0, 7),
            "202612 ");
  EXPECT_EQ(with_field(R"({"at": "1-4", "as": "date", "format": "YYMM", "from": "/issued"})").substr(0, 5), "2612 ");
}

TEST(FixedWidthWrite, ARevenueIsBelowZeroUnlessItIsTakenBack) {
  const auto revenue =
      R"({"at": "1-8", "as": "ore", "sign": "leading", "from": "amount_ore", "minus_unless": "/credits"})";
  EXPECT_EQ(with_field(revenue), "-0520200  0520200\n-0030600  0030600\n");
  auto credit = invoice();
  credit.body["credits"] = parse_json(R"({"number": "1010000000"})").value();
  EXPECT_EQ(with_field(revenue, credit), "00520200  0520200\n00030600  0030600\n");
}

TEST(FixedWidthWrite, AnInvoiceNeedsATotalAndMustHaveIt) {
  EXPECT_EQ(written(invoice(), layout(ledger, "", CodePage::cp850)),
            "the layout has no total: say which field sums to an invoice's total, for example row.amount");
  auto other = invoice();
  other.body["total_ore"] = 550801;
  EXPECT_EQ(written(other), "the file's sum, counted again from its bytes, is not the invoice's total");
}

TEST(FixedWidthWrite, EveryKindOfNumberIsReadBackTheSame) {
  const auto there_and_back = [](const std::string& field, const Value& value) {
    const auto records = R"({"row": {"fields": {"x": {"at": "1-8", "from": "x")" + field + "}}}}";
    Message message;
    message.body["x"] = value;
    const auto text = written(message, layout(records));
    const auto all = test::decoded(FixedWidth(layout(records)), text);
    return text + (all.records.at(0).fault ? all.records[0].fault->what : to_json(all.records[0].message.body["x"]));
  };
  EXPECT_EQ(there_and_back(R"(,"as":"ore","sign":"leading")", -1250), "-0001250\n-1250");
  EXPECT_EQ(there_and_back(R"(,"as":"ore","sign":"leading","pad":" ")", -1250), "   -1250\n-1250");
  EXPECT_EQ(there_and_back(R"(,"as":"ore","sign":"trailing")", -1250), "0001250-\n-1250");
  EXPECT_EQ(there_and_back(R"(,"as":"ore","sign":"trailing","pad":" ")", 1250), "   1250 \n1250");
  EXPECT_EQ(there_and_back(R"(,"as":"ore","sign":"leading","align":"left","pad":" ")", -1250), "-1250   \n-1250");
  EXPECT_EQ(there_and_back(R"(,"as":"ore","decimals":"0")", 1200), "00000012\n1200");
  EXPECT_EQ(there_and_back(R"(,"as":"ore","decimals":"3")", 1234), "00012340\n1234");
  EXPECT_EQ(there_and_back(R"(,"as":"decimal","decimals":"2")", Value(Number{"3.4"})), "00000340\n3.40");
  EXPECT_EQ(there_and_back(R"(,"as":"decimal","decimals":"2")", "12.50"), "00001250\n12.50");
  EXPECT_EQ(there_and_back(R"(,"as":"integer")", 0), "00000000\n0");
  EXPECT_EQ(there_and_back(R"(,"as":"date")", "2028-02-29"), "20280229\n\"2028-02-29\"");
  EXPECT_EQ(there_and_back(R"(,"align":"right","pad":".")", "Ö"), ".......Ö\n\"Ö\"");
  Message message;
  message.body["x"] = 1250;
  EXPECT_EQ(written(message,
                    layout(R"({"row": {"fields": {"x": {"at": "1-8", "from": "x", "as": "ore", "decimals": "0"}}}})")),
            "record \"row\", field \"x\": it has öre that the field has no decimals for");
}

/// Each digit of the file's counts and sums, and of what they are made of, is seen by the recount.
TEST(FixedWidthWrite, TheRecountSeesEveryChangedDigitThatCounts) {
  Diagnostics diagnostics;
  auto known = read_layout(ledger_layout().records, "line.amount", Node(), diagnostics);
  known.page = CodePage::cp850;
  known.line_break = "\n";
  const auto file = written(invoice());
  ASSERT_TRUE(recount(file, known));
  const auto second = file.find("\nL") + 1, trailer = file.find("\nE") + 1;
  std::vector<std::size_t> places;
  for (std::size_t i = 20; i < 24; ++i) places.push_back(i);
  for (std::size_t i = 27; i < 39; ++i) places.push_back(second + i);
  for (std::size_t i = 1; i < 17; ++i) places.push_back(trailer + i);
  for (const auto at : places) {
    auto damaged = file;
    damaged[at] = damaged[at] == '9' ? '8' : static_cast<char>(damaged[at] + 1);
    if (file[at] == ' ') damaged[at] = '-';
    EXPECT_FALSE(recount(damaged, known)) << at;
  }
  EXPECT_FALSE(recount(file.substr(0, second) + file.substr(file.find('\n', second) + 1), known)) << "a line is gone";
}

std::size_t faults_of(const std::string& records, const std::string& total = "") {
  Diagnostics diagnostics;
  const test::NoSecrets secrets;
  ParseContext context{diagnostics, secrets, {}};
  std::vector<std::pair<std::string, Node>> options{{"records", node_of(parse_json(records).value())}};
  if (!total.empty()) options.emplace_back("total", scalar(total));
  (void)fixed_width_spec().parse(test::table(options), context);
  return diagnostics.size();
}

TEST(FixedWidthLayout, IsChecked) {
  EXPECT_EQ(faults_of(payments), 0U);
  EXPECT_EQ(faults_of(ledger, "line.amount"), 0U);
  EXPECT_EQ(faults_of(ledger, "line.days"), 1U);
  EXPECT_EQ(faults_of(ledger, "line.nothing"), 1U);
  const auto field = [](const std::string& text) {
    return faults_of(R"({"row": {"fields": {"a": "1-2", "x": )" + text + "}}}");
  };
  EXPECT_EQ(field(R"("3-4")"), 0U);
  for (const auto* place : {"0", "4-3", "-", "3-", "x", "3-99999", ""})
    EXPECT_EQ(field("\"" + std::string(place) + "\""), 1U) << place;
  EXPECT_EQ(field(R"("2-3")"), 1U) << "overlaps";
  for (const auto* options : {R"("as": "money")",
                              R"("align": "middle")",
                              R"("pad": "ab")",
                              R"("sign": "yes")",
                              R"("decimals": "2")",
                              R"("as": "date")",
                              R"("as": "date", "format": "YYXXDD")",
                              R"("optional": "maybe")",
                              R"("unknown": "1")",
                              R"("from": "a", "value": "b")",
                              R"("value": "too wide")",
                              R"("count": "row")",
                              R"("as": "integer", "count": "other")",
                              R"("as": "ore", "sum": "row.zzz")",
                              R"("sum": "row.x")",
                              R"("as": "integer", "pad": "x")",
                              R"("minus_if": "/credits")",
                              R"("minus_unless": "/credits")",
                              R"("text": "{open")",
                              R"("as": "integer", "text": "{a}")",
                              R"("table": "12345")",
                              R"("table": {"a": "1"})",
                              R"("table": {"a": "12345"}, "by": "a")",
                              R"("as": "integer", "table": "1")",
                              R"("as": "ore", "from": "a", "minus_if": "/b", "minus_unless": "/c")",
                              R"("as": "ore", "align": "left")"})
    EXPECT_GE(field(R"({"at": "3-6", )" + std::string(options) + "}"), 1U) << options;
  EXPECT_GE(faults_of("{}"), 1U);
  EXPECT_GE(faults_of(R"({"row": {}})"), 1U);
  EXPECT_GE(faults_of(R"({"row": {"fields": {"a": "1"}}, "other": {"fields": {"a": "1"}}})"), 1U) << "no tags";
  EXPECT_GE(faults_of(R"({"end": {"kind": "trailer", "fields": {"a": "1"}}})"), 1U) << "no rows";
  EXPECT_GE(faults_of(R"({"row": {"length": "1", "fields": {"a": "1-2"}}})"), 1U);
  EXPECT_GE(faults_of(R"({"row": {"tag": {"at": "1-2", "is": "A"}, "fields": {"a": "3"}}})"), 1U);
}

}  // namespace
}  // namespace sluss::fixed_width
