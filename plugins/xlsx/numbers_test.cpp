#include "numbers.h"

#include <gtest/gtest.h>

namespace sluss::xlsx {
namespace {

TEST(XlsxNumbers, ShortestTextWithoutNoise) {
  EXPECT_EQ(number_text("199901011234"), "199901011234");
  EXPECT_EQ(number_text("123456789012345678901234567890"), "123456789012345678901234567890");
  EXPECT_EQ(number_text("007"), "7");
  EXPECT_EQ(number_text("-0"), "0");
  EXPECT_EQ(number_text("1020.0000000000001"), "1020");
  EXPECT_EQ(number_text("4589.9999999999991"), "4590");
  EXPECT_EQ(number_text("0.1"), "0.1");
  EXPECT_EQ(number_text("1E-9"), "1e-09");
  EXPECT_EQ(number_text("1E20"), "100000000000000000000");
  for (const auto* text : {"", "x", "1x", "1,5", "nan", "inf", "1e999", "0x10", "- 1"})
    EXPECT_FALSE(number_text(text)) << text;
}

TEST(XlsxNumbers, DaysAtTheEdges) {
  EXPECT_EQ(date_text("1", Epoch::from_1900), "1900-01-01");
  EXPECT_EQ(date_text("59", Epoch::from_1900), "1900-02-28");
  EXPECT_FALSE(date_text("60", Epoch::from_1900));
  EXPECT_EQ(date_text("61", Epoch::from_1900), "1900-03-01");
  EXPECT_EQ(date_text("2958465", Epoch::from_1900), "9999-12-31");
  EXPECT_EQ(date_text("46265.99999999", Epoch::from_1900), "2026-09-01");
  EXPECT_EQ(date_text("44803", Epoch::from_1904), "2026-08-31");
}

TEST(XlsxNumbers, TimesStayWithinTheirDay) {
  EXPECT_EQ(time_text("0", Epoch::from_1900), "00:00:00");
  EXPECT_EQ(time_text("0.999999999", Epoch::from_1900), "23:59:59");
  EXPECT_EQ(time_text("46265.5", Epoch::from_1900), "2026-08-31T12:00:00");
  EXPECT_FALSE(time_text("-0.5", Epoch::from_1900));
}

TEST(XlsxNumbers, IsoDays) {
  EXPECT_EQ(iso_text("2026-08-31"), "2026-08-31");
  EXPECT_EQ(iso_text("2026-08-31T08:30:00.000"), "2026-08-31T08:30:00");
  for (const auto* text : {"2026-08-31T08:30:00Z", "2026-08-31T24:00:00", "2026-08-31 08:30:00", "2026-13-01", "x", ""})
    EXPECT_FALSE(iso_text(text)) << text;
}

TEST(XlsxNumbers, WhatAFormatMeans) {
  for (const auto* code : {"yyyy-mm-dd", "[$-41D]d mmmm yyyy;@", "\"den \"d/m", "mmm", "YYYY\\-MM", "[Black]d.m"})
    EXPECT_EQ(kind_of_code(code), NumberKind::date) << code;
  for (const auto* code : {"hh:mm", "h:mm:ss AM/PM", "mm:ss"}) EXPECT_EQ(kind_of_code(code), NumberKind::time) << code;
  for (const auto* code : {"General", "0.00", "#,##0\\ \"kr dy\"", "[h]:mm", "[Red]0", "0;dd", "\"", "[", "\\", ""})
    EXPECT_EQ(kind_of_code(code), NumberKind::number) << code;
}

}  // namespace
}  // namespace sluss::xlsx
