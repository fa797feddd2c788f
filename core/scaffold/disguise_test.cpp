// All of it is made up.
#include "scaffold/disguise.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "domain/identifiers.h"
#include "scaffold/sample_sheet.h"

namespace sluss::scaffold {
namespace {

const Day today = make_day(2026, 9, 1);

const auto students = sheet_of(R"([
  {"Nr": "P1", "Förnamn": "Sture", "Efternamn": "Berg", "Pnr": "19900101-9802", "Enhet": "Bergs vårdcentral", "Noteringar": "Sture & hans hund", "Born": "1990-01-01"},
  {"Nr": "P2", "Förnamn": "Li", "Efternamn": "Ål", "Pnr": "19900102-9801", "Enhet": "Lidens hemtjänst", "Noteringar": "", "Born": "1991-02-03"}])");

TEST(Disguise, NobodyIsLeft) {
  const auto proposal = propose(students, message_kinds().front(), today);
  const Disguise disguise(students, proposal, {});
  const std::string text =
      "P1;Sture;Berg;19900101-9802;Bergs vårdcentral;Sture &amp; hans hund;1990-01-01\n"
      "P2;Li;Ål;19900102-9801;Lidens hemtjänst;;1991-02-03\n";
  EXPECT_TRUE(disguise.is_left_in(text));
  const auto edited = disguise.edit(text);
  EXPECT_FALSE(disguise.is_left_in(edited)) << edited;
  for (const auto* word : {"Sture", ";Berg;", "19900101-9802", "hund", "Li;", "Ål", "1991-02-03"})
    EXPECT_EQ(edited.find(word), std::string::npos) << word << " in " << edited;
  // Units stay, also those that hold a name.
  for (const auto* word : {"Bergs vårdcentral", "Lidens hemtjänst", "P1", "P2"})
    EXPECT_NE(edited.find(word), std::string::npos) << word << " in " << edited;
}

TEST(Disguise, NumbersAreRightAndOfNobody) {
  const auto proposal = propose(students, message_kinds().front(), today);
  const auto number = Disguise(students, proposal, {}).edit("19900101-9802");
  EXPECT_TRUE(domain::check_personnummer(number, today)) << number;
  EXPECT_EQ(number.size(), 13U);
  EXPECT_EQ(number.substr(9, 2), "98");
  EXPECT_EQ(Disguise(students, proposal, {}).edit("19900101-9802"), number) << "the same each time";
}

TEST(Disguise, WhatNobodyHasReadIsButAShape) {
  const auto proposal = propose(students, message_kinds().front(), today);
  const Disguise disguise(students, proposal, {"TRAILER Sture 0002"});
  EXPECT_EQ(disguise.edit("TRAILER Sture 0002"), "xxxxxxx xxxxx 9999");
  EXPECT_EQ(disguise.edit_value("Made by Eva 2026"), "xxxx xx xxx 9999");
  for (const auto* known : {"Bergs vårdcentral", "P1", "Efternamn", "46266", " P2 "})
    EXPECT_EQ(disguise.edit_value(known), known);
}

TEST(Disguise, ANumberOfAStudentIsNoPartOfADate) {
  const auto sheet = sheet_of(R"([{"Id": "1", "Student id": "15"}, {"Id": "2", "Student id": "16"}])");
  const Disguise disguise(sheet, propose(sheet, message_kinds().front(), today), {});
  EXPECT_EQ(disguise.edit("15.9.2026;2026-09-15;15:30"), "15.9.2026;2026-09-15;15:30");
  EXPECT_NE(disguise.edit("1;15;x"), "1;15;x");
}

TEST(Disguise, ReferencesHideNobody) {
  const auto proposal = propose(students, message_kinds().front(), today);
  const Disguise disguise(students, proposal, {});
  EXPECT_EQ(disguise.edit_value("&#197;l"), disguise.edit_value("Ål"));
  EXPECT_EQ(disguise.edit_value("&#xC5;l"), disguise.edit_value("Ål"));
  EXPECT_EQ(disguise.edit_value("Bergs v&#229;rdcentral"), "Bergs v&#229;rdcentral");
  EXPECT_EQ(disguise.edit_value("Eva &amp; Ek"), "xxx &amp; xx");
}

TEST(Disguise, OneIsTheSameInEverySheetAndForm) {
  const auto others = sheet_of(R"([
    {"Id": "7", "Namn": "STURE Berg", "Personnr": "900101-9802"}, {"Id": "8", "Namn": "Ål, Li", "Personnr": "900102-9801"}])");
  const auto first = propose(students, message_kinds().front(), today);
  const auto second = propose(others, message_kinds().front(), today);
  const Disguise disguise(std::vector<Exchange>{{students, first}, {others, second}});
  const auto stand_in = [&](const char* text) { return disguise.edit_value(text); };
  EXPECT_EQ(stand_in("STURE Berg"), stand_in("Sture") + " " + stand_in("Berg"));
  EXPECT_EQ(stand_in("Ål, Li"), stand_in("Ål") + ", " + stand_in("Li"));
  EXPECT_EQ(stand_in("19900101-9802"), "19" + stand_in("900101-9802"));
  EXPECT_NE(stand_in("900101-9802"), stand_in("900102-9801"));
}

TEST(Disguise, NobodyIsCalledAsSomebodyIs) {
  Sheet sheet;
  const std::vector<std::string> taken = {"Alva Exempelsson", "Bertil Övningsson", "Testlund, Cilla", "Doris Ek"};
  for (int i = 0; i < 40; ++i) {
    auto row = Value::object();
    row["Nr"] = "P" + std::to_string(i);
    row["Namn"] = i < 4 ? taken[static_cast<std::size_t>(i)] : "A" + std::to_string(i) + " B" + std::to_string(i);
    sheet.add(row);
  }
  const Disguise disguise(sheet, propose(sheet, message_kinds().front(), today), {});
  for (const auto& value : sheet.find("Namn")->values) {
    const auto made = disguise.edit_value(value);
    EXPECT_FALSE(disguise.is_left_in(made)) << made;
    for (const auto* word : {"Alva", "Exempelsson", "Bertil", "Övningsson", "Testlund", "Cilla", "Doris"})
      EXPECT_EQ(made.find(word), std::string::npos) << made;
  }
}

TEST(Disguise, AValueStandsAsItself) {
  EXPECT_EQ(find_value("Enhet Berg, Norr", "Berg"), 6U);
  EXPECT_EQ(find_value("Bergs vårdcentral", "Berg"), std::string_view::npos);
  EXPECT_EQ(find_value("2026-09-15", "15"), std::string_view::npos);
}

TEST(Disguise, IsQuick) {
  Sheet sheet;
  for (int i = 0; i < 3000; ++i) {
    auto row = Value::object();
    row["Nr"] = "P" + std::to_string(i);
    row["Förnamn"] = "Namn" + std::to_string(i);
    sheet.add(row);
  }
  const auto proposal = propose(sheet, message_kinds().front(), today);
  const Disguise disguise(sheet, proposal, {});
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "P" + std::to_string(i) + ";Namn" + std::to_string(i) + "\n";
  EXPECT_FALSE(disguise.is_left_in(disguise.edit(text)));
}

}  // namespace
}  // namespace sluss::scaffold
