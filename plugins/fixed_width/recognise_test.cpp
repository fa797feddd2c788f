// What the recogniser sees in lines of equal length. All persons and numbers are made up.
#include "recognise.h"

#include <gtest/gtest.h>

#include "base/code_page.h"
#include "domain/identifiers.h"
#include "sample.h"
#include "support/recognised.h"

namespace sluss::fixed_width {
namespace {

using test::option;
using test::reason;

std::optional<Recognised> recognise(std::string_view bytes) {
  return FixedWidthRecogniser().recognise({"sample", bytes});
}

std::string left(const std::string& text, std::size_t width) {
  return text + std::string(width - characters_in(text), ' ');
}
std::string digits(std::size_t number, std::size_t width) {
  auto text = std::to_string(number);
  return std::string(width - text.size(), '0') + text;
}

/// A personal number of a birth number that nobody is given.
std::string person(std::size_t i) {
  const auto born = "19" + digits(80 + i % 19, 2) + digits(1 + i % 12, 2) + digits(1 + i % 28, 2);
  const auto ten = born.substr(2) + digits(980 + i % 20, 3);
  return born + digits(980 + i % 20, 3) + domain::luhn_digit(ten);
}

const std::vector<std::string> names{"Åsa Berg", "Bo Ek", "Cecilia Örn", "Dag Lindqvist", "Eva Å", "Fia Grön"};
const std::vector<std::string> places{"Umeå", "Luleå", "Mora", "Östersund", "Ed", "Ås"};

/// An identity, a name, a personal number glued to two days, a number and a place.
std::string rows(std::size_t count, const std::string& tag = "") {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += tag + digits(1040 + 7 * i, 7) + left(names[i % 6], 16) + person(i) + "202609" + digits(1 + i % 28, 2) +
            "202610" + digits(1 + i % 30, 2) + left(places[i % 6], 12) + digits(i % 40 + 1, 3) + "\r\n";
  return text;
}

TEST(FixedWidthRecogniser, TellsTheFieldsOfTheRows) {
  const auto sample = rows(40);
  const auto found = recognise(sample);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->sureness, 50);
  EXPECT_EQ(option(*found, "encoding"), "utf-8");
  EXPECT_EQ(option(*found, "records"),
            "\nrow:\n  fields:\n    number_1: 1-7\n    text_8: 8-23\n    personnummer_24: 24-35\n"
            "    date_36: { at: 36-43, as: date }\n    date_44: { at: 44-51, as: date }\n    text_52: 52-63\n"
            "    number_64: 64-66");
  EXPECT_EQ(reason(*found, "records"), "40 of 40 lines that were looked at have 66 characters");
  EXPECT_TRUE(found->open.empty()) << found->open.front();
}

TEST(FixedWidthRecogniser, TellsHeaderAndTrailerByTheirTags) {
  const auto sample = "01PLACERINGAR20260831\r\n" + rows(40, "20") + "990000040\r\n";
  const auto found = recognise(sample);
  ASSERT_TRUE(found);
  const auto records = option(*found, "records");
  EXPECT_TRUE(
      records.starts_with("\nheader: { kind: header, tag: { at: 1-2, is: \"01\" }, fields: { rest: 3-21 } }\n"
                          "row:\n  tag: { at: 1-2, is: \"20\" }\n  fields:\n    number_3: 3-9\n"))
      << records;
  EXPECT_TRUE(records.ends_with("\ntrailer: { kind: trailer, tag: { at: 1-2, is: \"99\" }, fields: { rest: 3-9 } }"))
      << records;
  EXPECT_EQ(found->open.size(), 2U);
  const auto bare = recognise("PLACERINGAR 20260831\r\n" + rows(40));
  ASSERT_TRUE(bare);
  EXPECT_EQ(bare->open, std::vector<std::string>{"line 1 has another form than the rest: nothing tells it from the "
                                                 "rows, and it will be read as one or refused"});
}

TEST(FixedWidthRecogniser, TellsTheCodePageAsFarAsItCan) {
  const auto in = [](CodePage page) { return *recognise(*to_code_page(rows(40), page)); };
  EXPECT_EQ(option(in(CodePage::latin1), "encoding"), "iso-8859-1");
  EXPECT_EQ(option(in(CodePage::cp437), "encoding"), "cp850");
  EXPECT_EQ(in(CodePage::cp437).open.front(),
            "its code page is cp850 or cp437: the letters of Swedish and Finnish are the same in both");
  EXPECT_FALSE(recognise("A000000001\nB000000002\nC000000003\n")->open.empty());
}

TEST(FixedWidthRecogniser, NumbersThatStandToTheRightAndDaysThatMayBeMissing) {
  std::string text;
  for (std::size_t i = 0; i < 30; ++i) {
    const auto amount = std::to_string(i * i + 3);
    text += "K" + digits(i, 4) + left(places[i % 6], 12) + std::string(8 - amount.size(), ' ') + amount +
            (i % 3 == 0 ? std::string(8, ' ') : "202609" + digits(1 + i % 28, 2)) + digits(i + 7, 4) + "\n";
  }
  const auto found = recognise(text);
  ASSERT_TRUE(found);
  EXPECT_EQ(option(*found, "records"),
            "\nrow:\n  fields:\n    text_1: 1\n    number_2: 2-5\n    text_6: 6-22\n"
            "    number_23: { at: 23-25, align: right, pad: \" \" }\n"
            "    date_26: { at: 26-33, as: date, optional: yes }\n    number_34: 34-37");
}

TEST(FixedWidthRecogniser, PassesOverWhatHasNoColumns) {
  for (const std::string_view bytes :
       {std::string_view(""), std::string_view("A12345\nB12346\n"), std::string_view("one line of some length\n"),
        std::string_view("lines of text that\nare of no one length at all, as letters\nhave them\nand books too\n"),
        std::string_view("0123456789\0\n0123456789\0\n", 24), std::string_view("012345678\x01\n012345678\x01\n")})
    EXPECT_FALSE(recognise(bytes)) << bytes;
  EXPECT_FALSE(recognise(std::string(1'000'000, 'x') + "\n" + std::string(1'000'000, 'x')));
}

TEST(FixedWidthRecogniser, WhatIsCutOffIsToldOf) {
  const auto whole = rows(10);
  for (std::size_t length = 0; length < whole.size(); length += 11) {
    const auto cut = whole.substr(0, length);
    const auto found = recognise(cut);
    const auto last = trim(std::string_view(cut).substr(cut.rfind('\n') + 1));
    EXPECT_TRUE(!found || !found->open.empty() || last.empty() || characters_in(last) == 66) << length;
  }
}

TEST(FixedWidthRecogniser, ManyLongLinesAreReadQuickly) {
  std::string text;
  for (std::size_t i = 0; i < 5000; ++i) text += left("K" + digits(i, 9) + names[i % 6], 400) + "\n";
  EXPECT_TRUE(recognise(text));
}

TEST(FixedWidthRecogniser, RewritesFieldsAndKeepsTheirWidth) {
  const auto edit = [](std::string_view text) {
    if (text == "Åsa Berg") return std::string("Östen av Fantasien");
    return text == "0001040" ? std::string("0000001") : std::string(text);
  };
  const auto sample = *to_code_page("019999\r\n" + rows(12, "20") + "9999\r\n", CodePage::latin1);
  const auto rewritten = FixedWidthRecogniser().rewrite({"s", sample}, edit);
  ASSERT_TRUE(rewritten) << rewritten.error().what;
  EXPECT_EQ(rewritten->size(), sample.size());
  const auto text = *from_code_page(*rewritten, CodePage::latin1);
  EXPECT_NE(text.find("200000001Östen av Fantasi19"), std::string::npos) << text.substr(0, 200);
  EXPECT_EQ(text.find("Åsa Berg"), std::string::npos);
  EXPECT_EQ(FixedWidthRecogniser().rewrite({"s", sample}, [](auto same) { return std::string(same); }).value(), sample);
  EXPECT_FALSE(FixedWidthRecogniser().rewrite({"s", sample}, [](auto) { return std::string("12345678901234"); }));
  EXPECT_FALSE(FixedWidthRecogniser().rewrite({"s", sample}, [](auto) { return std::string("\n"); }));
}

}  // namespace
}  // namespace sluss::fixed_width
