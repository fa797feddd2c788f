// What cells say, through a whole workbook.
#include "cell.h"

#include "fixture.h"

namespace sluss::xlsx {
namespace {

/// The texts of one data row whose cells have these attributes and contents.
std::vector<std::string> texts_of(Handmade made, const std::vector<std::pair<std::string, std::string>>& cells) {
  made.rows = table_of(cells);
  const auto outcome = read(workbook_of(made));
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto title = i == 0 ? "Nr" : i == 1 ? "Ort" : "Kolumn " + std::string(1, static_cast<char>('A' + i));
    texts.push_back(outcome.text(0, title));
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(XlsxCell, SharedTextsPlainAndInRunsWithoutPhonetics) {
  Handmade made;
  made.strings =
      "<si><t>Umeå</t></si>"
      "<si><r><t xml:space=\"preserve\">Väster</t></r><r><rPr><b/></rPr><t>ås &amp; Co</t></r>"
      "<rPh sb=\"0\" eb=\"1\"><t>uttal</t></rPh></si>"
      "<si/><si><t> a_x000D_b_x_ </t></si>";
  EXPECT_EQ(
      texts_of(
          made,
          {{R"( t="s")", "<v>0</v>"}, {R"( t="s")", "<v>1</v>"}, {R"( t="s")", "<v>2</v>"}, {R"( t="s")", "<v>3</v>"}}),
      (Texts{"Umeå", "Västerås & Co", "", "a\rb_x_"}));
}

TEST(XlsxCell, InlineTextsPlainAndInRuns) {
  EXPECT_EQ(texts_of({}, {{R"( t="inlineStr")", "<is><t>Luleå</t></is>"},
                          {R"( t="inlineStr")", "<is><r><t>Häl</t></r><r><t>sa</t></r></is>"},
                          {R"( t="inlineStr")", "<is><t><![CDATA[a<b]]></t></is>"}}),
            (Texts{"Luleå", "Hälsa", "a<b"}));
}

TEST(XlsxCell, YesAndNo) {
  EXPECT_EQ(texts_of({}, {{R"( t="b")", "<v>1</v>"}, {R"( t="b")", "<v>0</v>"}}), (Texts{"true", "false"}));
}

TEST(XlsxCell, NumbersWithoutNoiseAndWithAllTheirDigits) {
  EXPECT_EQ(texts_of({}, {{"", "<v>199901011234</v>"},
                          {"", "<v>1.99901011234E11</v>"},
                          {"", "<v>3.4</v>"},
                          {"", "<v>0.30000000000000004</v>"},
                          {"", "<v>17.0</v>"},
                          {R"( t="n")", "<v>-0.5</v>"}}),
            (Texts{"199901011234", "199901011234", "3.4", "0.3", "17", "-0.5"}));
}

TEST(XlsxCell, DaysByBuiltInAndCustomFormats) {
  Handmade made;
  made.number_formats =
      "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd;@\"/>"
      "<numFmt numFmtId=\"165\" formatCode=\"&quot;dagar &quot;0\"/>"
      "<numFmt numFmtId=\"166\" formatCode=\"[Red]0.00\"/>";
  made.styles = R"(<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>)"
                R"(<xf numFmtId="22"/><xf numFmtId="20"/>)";
  EXPECT_EQ(
      texts_of(made, {{R"( s="0")", "<v>46265</v>"},
                      {R"( s="1")", "<v>46265</v>"},
                      {R"( s="2")", "<v>46265</v>"},
                      {R"( s="3")", "<v>46265</v>"},
                      {R"( s="4")", "<v>46265</v>"},
                      {R"( s="5")", "<v>46265.333333333336</v>"},
                      {R"( s="6")", "<v>0.333333333333333</v>"},
                      {R"( t="d")", "<v>2026-08-31T00:00:00</v>"}}),
      (Texts{"46265", "2026-08-31", "2026-08-31", "46265", "46265", "2026-08-31T08:00:00", "08:00:00", "2026-08-31"}));
}

TEST(XlsxCell, DaysCountedFrom1904) {
  Handmade made;
  made.properties = "date1904=\"1\"";
  made.styles = R"(<xf numFmtId="0"/><xf numFmtId="14"/>)";
  EXPECT_EQ(texts_of(made, {{R"( s="1")", "<v>44803</v>"}, {R"( s="1")", "<v>0</v>"}}),
            (Texts{"2026-08-31", "1904-01-01"}));
}

TEST(XlsxCell, AFormulaCountsByItsStoredValue) {
  EXPECT_EQ(texts_of({}, {{"", "<f>1+1</f><v>2</v>"},
                          {R"( t="str")", "<f>A1&amp;B1</f><v>Kiruna</v>"},
                          {R"( t="str")", "<f>\"\"</f><v></v>"}}),
            (Texts{"2", "Kiruna", ""}));
}

std::string fault_of(const std::string& attributes, const std::string& content, Handmade made = {}) {
  made.rows = table_of({{"", "<v>1</v>"}, {attributes, content}});
  const auto outcome = read(workbook_of(made));
  if (outcome.refused || outcome.records.size() != 1 || !outcome.records[0].fault) return outcome.text(0, "Ort");
  EXPECT_EQ(outcome.records[0].fault->fault, Fault::data);
  EXPECT_EQ(outcome.records[0].message.body["Nr"].text_or_empty(), "1");
  return outcome.records[0].fault->what;
}

TEST(XlsxCell, AFormulaWithoutStoredValueIsTheRecordsFault) {
  const auto expected = "sheet Blad 1, cell B2 (Ort): formula without a stored value; open and save the file in Excel";
  EXPECT_EQ(fault_of("", "<f>1+1</f>"), expected);
  EXPECT_EQ(fault_of("", "<f>1+1</f><v/>"), expected);
}

TEST(XlsxCell, ErrorsAndBrokenValuesAreTheRecordsFault) {
  EXPECT_EQ(fault_of(R"( t="e")", "<v>#REF!</v>"),
            "sheet Blad 1, cell B2 (Ort): it holds the error #REF!; correct it in the workbook");
  EXPECT_EQ(fault_of(R"( t="e")", "<v>Kim Exempel</v>"),
            "sheet Blad 1, cell B2 (Ort): it holds the error of a formula; correct it in the workbook");
  EXPECT_NE(fault_of(R"( t="b")", "<v>Kim</v>").find("neither"), std::string::npos);
  EXPECT_NE(fault_of("", "<v>Kim</v>").find("should hold a number"), std::string::npos);
  EXPECT_NE(fault_of(R"( t="d")", "<v>2026-02-30</v>").find("should hold a day"), std::string::npos);
  EXPECT_NE(fault_of(R"( t="x")", "<v>1</v>").find("type that workbooks do not have"), std::string::npos);
}

TEST(XlsxCell, ADayThatNeverWasIsTheRecordsFault) {
  Handmade made;
  made.styles = R"(<xf numFmtId="0"/><xf numFmtId="14"/>)";
  for (const auto* serial : {"60", "-1", "0", "1E300", "2958466"})
    EXPECT_NE(fault_of(R"( s="1")", "<v>" + std::string(serial) + "</v>", made).find("its number is no day"),
              std::string::npos)
        << serial;
}

TEST(XlsxCell, NamesOfPlaces) {
  EXPECT_EQ(letters_of(1), "A");
  EXPECT_EQ(letters_of(26), "Z");
  EXPECT_EQ(letters_of(27), "AA");
  EXPECT_EQ(letters_of(16'384), "XFD");
  EXPECT_EQ(name_of(parse_place("XFD1048576").value()), "XFD1048576");
  for (const auto* text : {"", "A", "1", "A0", "a1", "A1048577", "XFE1", "A1x", "A-1", "AAAAAAAAAAAA1"})
    EXPECT_FALSE(parse_place(text)) << text;
}

}  // namespace
}  // namespace sluss::xlsx
