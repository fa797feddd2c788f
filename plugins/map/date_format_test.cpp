#include "date_format.h"

#include <gtest/gtest.h>

namespace sluss::map {
namespace {

const Day autumn = make_day(2026, 8, 31);

TEST(DateFormat, ReadsWhatIsWrittenSo) {
  EXPECT_EQ(DateFormat::parse("YYYY-MM-DD")->read("2026-08-31"), autumn);
  EXPECT_EQ(DateFormat::parse("YYYYMMDD")->read("20260831"), autumn);
  EXPECT_EQ(DateFormat::parse("DD/MM/YYYY")->read("31/08/2026"), autumn);
  EXPECT_EQ(DateFormat::parse("MM/DD/YYYY")->read("08/31/2026"), autumn);
  EXPECT_EQ(DateFormat::parse("DD.MM.YYYY")->read("31.08.2026"), autumn);
  EXPECT_EQ(DateFormat::parse("YY-MM-DD")->read("26-08-31"), autumn);
  EXPECT_EQ(DateFormat::parse("YYMMDD")->read("260831"), autumn);
  EXPECT_EQ(DateFormat::parse("D/M YYYY")->read("31/8 2026"), autumn);
}

TEST(DateFormat, ReadsNothingElse) {
  const auto format = *DateFormat::parse("DD/MM/YYYY");
  for (const auto* text : {"", "31/8/2026", "31/08/26", "31-08-2026", "31/08/2026 ", "08/31/2026", "31/02/2026",
                           "x1/08/2026", "031/08/2026"})
    EXPECT_EQ(format.read(text), std::nullopt) << text;
}

TEST(DateFormat, RefusesWhatIsNoFormat) {
  for (const auto* text :
       {"", "YYYY-MM", "YYYY-MM-DD-DD", "yyyy-mm-dd", "YYY-MM-DD", "YYYY-MMM-DD", "YYYYMD", "DD/MM/YYYYx"})
    EXPECT_FALSE(DateFormat::parse(text)) << text;
}

TEST(DateFormats, WithoutAnyReadIsoDatesAlone) {
  const DateFormats formats;
  for (const auto* text :
       {"2026-08-31", "20260831", "2026-08-31T00:00", "2026-08-31 00:00:00", "2026-08-31T08:15:00.000"})
    EXPECT_EQ(formats.read(text), autumn) << text;
  // An Excel serial, other orders, zones (which may move the day), and days that do not exist.
  for (const auto* text : {"46265", "46265.0", "31/08/2026", "2026-8-31", "260831", "2026-08-31T00:00:00Z",
                           "2026-08-31T22:00:00+02:00", "2026-08-31 ", "2026-08-31T25:00", "2026-08-31T8:00",
                           "20260231", "2026-02-31", "2026-08-31.", "2026-08-31T00:00.5"})
    EXPECT_EQ(formats.read(text), std::nullopt) << text;
}

TEST(DateFormats, TakeTheFirstThatFits) {
  const auto formats = *DateFormats::parse({"YYYY-MM-DD", "D/M/YYYY"});
  EXPECT_EQ(formats.read("2026-08-31"), autumn);
  EXPECT_EQ(formats.read("31/8/2026"), autumn);
  EXPECT_EQ(formats.expected(), "YYYY-MM-DD or D/M/YYYY");
}

TEST(DateFormats, TellWhenDayAndMonthHaveChangedPlaces) {
  const auto formats = *DateFormats::parse({"YYYY-MM-DD", "D/M/YYYY"});
  const std::string expected = "YYYY-MM-DD or D/M/YYYY";
  EXPECT_EQ(formats.expected_for("8/31/2026"), expected + "; it is one when read as M/D/YYYY");
  EXPECT_EQ(formats.expected_for("2026-31-08"), expected + "; it is one when read as YYYY-DD-MM");
  for (const auto* text : {"", "31/31/2026", "8/31/26", "2/30/2026", "soon"})
    EXPECT_EQ(formats.expected_for(text), expected) << text;
  EXPECT_EQ(DateFormat::parse("DD.M YYYY")->turned()->text(), "M.DD YYYY");
  EXPECT_FALSE(DateFormat::parse("M/DDYYYY")->turned());
  EXPECT_EQ(DateFormats().expected_for("08/31/2026"), "YYYY-MM-DD");
}

TEST(DateFormats, RefuseTwoThatReadOneTextAsDifferentDays) {
  EXPECT_FALSE(DateFormats::parse({"DD/MM/YYYY", "MM/DD/YYYY"}));
  EXPECT_FALSE(DateFormats::parse({"YY-MM-DD", "DD-MM-YY"}));
  EXPECT_TRUE(DateFormats::parse({"DD/MM/YYYY", "D/M/YYYY", "YYYYMMDD"}));
}

}  // namespace
}  // namespace sluss::map
