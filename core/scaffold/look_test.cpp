#include "scaffold/look.h"

#include <gtest/gtest.h>

#include "scaffold/date_look.h"

namespace sluss::scaffold {
namespace {

using Texts = std::vector<std::string>;

const Day today = make_day(2026, 9, 1);

TEST(Look, KnowsIdentifiersByTheirCheckDigits) {
  // Numbers of nobody: 980 to 999 are for tests.
  EXPECT_EQ(looks_of({"19900101-9802", "19900102-9801"}, today).look, Look::personnummer);
  EXPECT_EQ(looks_of({"19900101-9803", "19900102-9802"}, today).look, Look::text);
  EXPECT_EQ(looks_of({"232100-0016", "202100-2932"}, today).look, Look::organisation_number);
  EXPECT_EQ(looks_of({"SE2321000016-A1B2"}, today).look, Look::hsa_id);
  EXPECT_EQ(looks_of({"991-2346", "5050-1055"}, today).look, Look::bankgiro);
  EXPECT_EQ(looks_of({"991-2347", "5050-1056"}, today).look, Look::text);
}

TEST(Look, KnowsDatesAndTheirFormats) {
  EXPECT_EQ(looks_of({"2026-09-14", "2026-09-15T00:00:00"}, today).formats, Texts{""});
  EXPECT_EQ(looks_of({"9/14/2026", "9/7/2026"}, today).formats, Texts{"M/D/YYYY"});
  EXPECT_EQ(looks_of({"9/4/2026", "9/7/2026"}, today).formats, (Texts{"D/M/YYYY", "M/D/YYYY"}));
  EXPECT_EQ(looks_of({"14.9.2026", "1.10.2026"}, today).formats, Texts{"D.M.YYYY"});
  EXPECT_EQ(looks_of({"20260914"}, today).formats, Texts{""});
  EXPECT_EQ(looks_of({"260914"}, today).formats, Texts{"YYMMDD"});
  EXPECT_NE(looks_of({"2026-13-01", "2026-02-30"}, today).look, Look::date);
  EXPECT_NE(looks_of({"1204199", "9912"}, today).look, Look::date);
}

TEST(Look, OneInTwentyMayBeSomethingElse) {
  Texts values(20, "2026-09-14");
  values.push_back("saknas");
  const auto looks = looks_of(values, today);
  EXPECT_EQ(looks.look, Look::date);
  EXPECT_EQ(looks.exceptions, Texts{"saknas"});
  values.push_back("saknas");
  EXPECT_NE(looks_of(values, today).look, Look::date);
}

TEST(Look, KnowsWhatComesAgain) {
  EXPECT_EQ(looks_of({"Klar", "Klar", "Klar", "Ej klar", "Ej klar", "Ej klar"}, today).look, Look::code);
  EXPECT_EQ(looks_of({"Klar", "Ej klar", "Tveksam"}, today).look, Look::text);
  EXPECT_EQ(looks_of({"Ja", "Nej", "Ja"}, today).look, Look::yes_no);
  EXPECT_EQ(looks_of({"HT2026", "vt 2027"}, today).look, Look::term);
  EXPECT_EQ(looks_of({"a@b.example"}, today).look, Look::email);
  EXPECT_EQ(looks_of({"070-1740605", "+46 70 174 06 05"}, today).look, Look::phone);
  EXPECT_EQ(looks_of({"17", "-3"}, today).look, Look::integer);
  EXPECT_EQ(looks_of({"1 234,50", "3.5"}, today).look, Look::decimal);
  EXPECT_EQ(looks_of({}, today).look, Look::nothing);
}

TEST(Look, TakesAnything) {
  for (const auto& text : Texts{"-", "--", "/", "1//2", "....", "9999999999999999999999", std::string(100000, '1'),
                                "\xff\xfe", "1.", ".1", "é"})
    static_cast<void>(looks_of({text}, today));
}

}  // namespace
}  // namespace sluss::scaffold
