// A sheet as a table: header, merged cells, blank and hidden rows, where a record was read.
#include "table.h"

#include "fixture.h"

namespace sluss::xlsx {
namespace {

std::string row(int number, const std::vector<std::string>& texts, const std::string& attributes = "") {
  const auto name = std::to_string(number);
  auto xml = "<row r=\"" + name + "\" " + attributes + ">";
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i].empty()) xml += text_cell(std::string(1, static_cast<char>('A' + i)) + name, texts[i]);
  }
  return xml + "</row>";
}

Outcome read_rows(const std::string& rows, const TableOptions& options = {}, const std::string& after_rows = "") {
  Handmade made;
  made.rows = rows;
  made.after_rows = after_rows;
  return read(workbook_of(made), options);
}

TEST(XlsxTable, TheHeaderIsFoundBelowTitleRows) {
  const auto outcome = read_rows(row(1, {"Placeringar HT 2026"}) + row(3, {"", "Rubrik", "Rubrik"}) +
                                 row(4, {"Nr", "", "Ort\n  och land "}) + row(6, {"7", "", "Umeå"}));
  ASSERT_EQ(outcome.records.size(), 1U) << outcome.refusal();
  const auto& message = outcome.records[0].message;
  EXPECT_EQ(message.body["Nr"].text_or_empty(), "7");
  EXPECT_EQ(message.body["Ort och land"].text_or_empty(), "Umeå");
  EXPECT_EQ(message.raw, "7\t\tUmeå");
  EXPECT_EQ(message.origin.sheet, "Blad 1");
  EXPECT_EQ(message.origin.line, 6);
  EXPECT_EQ(message.origin.columns->names, (std::vector<std::string>{"Nr", "Ort och land"}));
  EXPECT_EQ(message.origin.columns->letters, (std::vector<std::string>{"A", "C"}));
  EXPECT_EQ(message.origin.place_of("Ort och land"), ", sheet Blad 1, cell C6 (Ort och land)");
}

TEST(XlsxTable, ANoteAboveTheTableIsNoHeader) {
  const auto note = row(1, {"Ansvarig:", "VFU-samordnaren"});
  const auto table = row(3, {"Nr", "Ort", "Kurs", "Term"}) + row(4, {"A", "Umeå", "K1", "HT2026"});
  EXPECT_EQ(read_rows(note + table).text(0, "Kurs"), "K1");
  EXPECT_EQ(read_rows(row(1, {"Nr", "Ort"}) + row(2, {"A", "Umeå"}) + row(3, {"B", "Luleå", "anm."})).text(1, "Ort"),
            "Luleå");
}

TEST(XlsxTable, TheHeaderStandsWhereOneSays) {
  TableOptions options;
  options.header = {2, 2};
  const auto rows = row(1, {"Titel", "Utgåva"}) + row(2, {"Nr", "Ort"}) + row(3, {"1", "Umeå"});
  EXPECT_EQ(read_rows(rows, options).text(0, "Ort"), "Umeå");
  options.header = {9, 9};
  EXPECT_EQ(read_rows(rows, options).refusal(), "sheet Blad 1: row 9 has no column names");
}

/// The names of a table with two header rows, with a bar between.
std::string names_of(const Outcome& outcome) {
  if (outcome.records.empty()) return outcome.refusal();
  return join(outcome.records[0].message.origin.columns->names, "|");
}

TEST(XlsxTable, TwoHeaderRowsGiveOneName) {
  TableOptions options;
  options.header = {2, 3};
  const auto rows = row(1, {"Titel"}) + row(2, {"Nr", "Student", "", "Plats", "", "", "Not"}) +
                    row(3, {"", "Förnamn", "Efter\nnamn", "Namn", "Ort", "Land"}) +
                    row(4, {"1", "Åsa", "Berg", "X", "Umeå", "SE", "n"});
  const auto merged = read_rows(rows, options,
                                "<mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:C2\"/>"
                                "<mergeCell ref=\"D2:E2\"/></mergeCells>");
  EXPECT_EQ(names_of(merged), "Nr|Student Förnamn|Student Efter namn|Plats Namn|Plats Ort|Land|Not");
  EXPECT_EQ(merged.text(0, "Student Efter namn"), "Berg");
  EXPECT_EQ(merged.records.at(0).message.origin.line, 4);
  EXPECT_EQ(names_of(read_rows(rows, options)),
            "Nr|Student Förnamn|Student Efter namn|Plats Namn|Plats Ort|Plats Land|Not");
}

TEST(XlsxTable, NamesThatStandTwiceBelowAreToldApartByThoseAbove) {
  TableOptions options;
  options.header = {1, 2};
  const auto rows = row(1, {"Student", "", "Handledare"}) + row(2, {"Namn", "Nr", "Namn"}) + row(3, {"a", "1", "b"});
  EXPECT_EQ(names_of(read_rows(rows, options)), "Student Namn|Student Nr|Handledare Namn");
}

TEST(XlsxTable, BothHeaderRowsMustHaveNames) {
  TableOptions options;
  options.header = {2, 3};
  EXPECT_EQ(names_of(read_rows(row(1, {"a"}) + row(3, {"Nr", "Ort"}) + row(4, {"1", "b"}), options)),
            "sheet Blad 1: row 2 has no column names");
  EXPECT_EQ(names_of(read_rows(row(2, {"Nr", "Ort"}) + row(4, {"1", "b"}), options)),
            "sheet Blad 1: row 3 has no column names");
}

TEST(XlsxTable, WithoutHeaderItIsRefused) {
  const auto refusal = read_rows(row(1, {"Bara en titel"}) + row(31, {"Nr", "Ort"})).refusal();
  EXPECT_EQ(refusal.substr(0, 31), "sheet Blad 1 has no header row:") << refusal;
}

TEST(XlsxTable, ANameThatStandsTwiceIsRefused) {
  EXPECT_EQ(read_rows(row(1, {"Nr", "Ort", "Nr"}) + row(2, {"1"})).refusal(),
            "sheet Blad 1: the cells A1 and C1 of the header hold the same name; each column needs a name of its own");
}

TEST(XlsxTable, AHeaderAloneIsAnEmptyTable) {
  const auto outcome = read_rows(row(1, {"Nr", "Ort"}));
  EXPECT_EQ(outcome.refusal(), "");
  EXPECT_TRUE(outcome.records.empty());
}

TEST(XlsxTable, BlankRowsAreSkipped) {
  const auto outcome = read_rows(row(1, {"Nr", "Ort"}) + row(2, {}) + row(3, {"1", "Umeå"}) + row(4, {"  ", " "}) +
                                 "<row r=\"5\"><c r=\"A5\" s=\"0\"/></row>" + row(6, {"2"}));
  ASSERT_EQ(outcome.records.size(), 2U) << outcome.refusal();
  EXPECT_EQ(outcome.records[1].message.origin.line, 6);
  EXPECT_EQ(outcome.records[1].message.body["Ort"].text_or_empty(), "");
}

TEST(XlsxTable, HiddenRowsAreReadUnlessToldOtherwise) {
  const auto rows = row(1, {"Nr", "Ort"}) + row(2, {"1"}, "hidden=\"1\"") + row(3, {"2"});
  EXPECT_EQ(read_rows(rows).records.size(), 2U);
  TableOptions options;
  options.hidden_rows = HiddenRows::skip;
  EXPECT_EQ(read_rows(rows, options).text(0, "Nr"), "2");
}

TEST(XlsxTable, AMergedCellCountsForEachOfItsRows) {
  const auto rows = row(1, {"Ort", "Nr"}) + row(2, {"Umeå", "1"}) + row(3, {"", "2"}) + row(4, {"spår", "3"}) +
                    row(5, {"Luleå", "4"});
  const auto outcome = read_rows(rows, {}, "<mergeCells><mergeCell ref=\"A2:A4\"/></mergeCells>");
  ASSERT_EQ(outcome.records.size(), 4U) << outcome.refusal();
  for (const auto record : {0U, 1U, 2U}) EXPECT_EQ(outcome.text(record, "Ort"), "Umeå");
  EXPECT_EQ(outcome.text(3, "Ort"), "Luleå");
  EXPECT_EQ(outcome.records[1].message.raw, "Umeå\t2");
}

TEST(XlsxTable, ARowWithNothingButMergedCellsIsBlank) {
  const auto rows = row(1, {"Ort", "Nr"}) + row(2, {"Umeå", "1"}) + row(3, {}) + row(4, {"Luleå", "2"});
  EXPECT_EQ(read_rows(rows, {}, "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>").records.size(), 2U);
}

TEST(XlsxTable, MergedHeaderCellsDoNotReachIntoTheData) {
  const auto rows = row(1, {"Ort", "Nr"}) + row(2, {"", "1"});
  const auto outcome = read_rows(rows, {}, "<mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>");
  EXPECT_EQ(outcome.text(0, "Ort"), "");
}

TEST(XlsxTable, ABrokenAreaOfMergedCellsIsRefused) {
  for (const auto* area : {"", "A2", "A9:A2", "A2:", "x"}) {
    const auto outcome = read_rows(row(1, {"Nr", "Ort"}) + row(2, {"1"}), {},
                                   "<mergeCells><mergeCell ref=\"" + std::string(area) + "\"/></mergeCells>");
    EXPECT_EQ(outcome.refusal().empty(), std::string(area) == "A2") << area;
  }
}

TEST(XlsxTable, CellsOutsideTheHeaderAreNotLost) {
  const auto outcome = read_rows(row(1, {"Nr", "Ort"}) + row(2, {"1", "Umeå", "", "anteckning"}));
  EXPECT_EQ(outcome.text(0, "column D"), "anteckning");
}

TEST(XlsxTable, AFaultyRowDoesNotStopTheOthers) {
  const auto rows = row(1, {"Nr", "Ort"}) +
                    "<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#N/A</v></c><c r=\"B2\"><f>A2</f></c></row>" +
                    row(3, {"2", "Umeå"});
  const auto outcome = read_rows(rows);
  ASSERT_EQ(outcome.records.size(), 2U) << outcome.refusal();
  EXPECT_EQ(outcome.text(0, "Nr"),
            "fault: sheet Blad 1, cell A2 (Nr): it holds the error #N/A; correct it in the workbook; "
            "cell B2 (Ort): formula without a stored value; open and save the file in Excel");
  EXPECT_EQ(outcome.text(1, "Ort"), "Umeå");
}

TEST(XlsxTable, PlacesMayBeLeftOut) {
  const auto cell = [](const char* text) { return "<c t=\"inlineStr\"><is><t>" + std::string(text) + "</t></is></c>"; };
  const auto outcome =
      read_rows("<row>" + cell("Nr") + cell("Ort") + "</row><row>" + cell("1") + cell("Umeå") + "</row>");
  EXPECT_EQ(outcome.text(0, "Ort"), "Umeå");
  EXPECT_EQ(outcome.records.at(0).message.origin.line, 2);
}

TEST(XlsxTable, PlacesOutOfOrderAreRefused) {
  EXPECT_NE(read_rows(row(1, {"Nr", "Ort"}) + row(3, {"1"}) + row(2, {"2"})).refusal(), "");
  EXPECT_NE(read_rows(row(1, {"Nr", "Ort"}) + "<row r=\"2\">" + text_cell("B2", "x") + text_cell("A2", "y") + "</row>")
                .refusal(),
            "");
  EXPECT_NE(read_rows(row(1, {"Nr", "Ort"}) + "<row r=\"2\">" + text_cell("A3", "x") + "</row>").refusal(), "");
  EXPECT_NE(read_rows(row(1, {"Nr", "Ort"}) + "<row r=\"1048577\"/>").refusal(), "");
}

TEST(XlsxTable, AnUnknownSheetIsRefusedWithThoseThatAreThere) {
  TableOptions options;
  options.sheet = "blad 1";
  const auto rows = row(1, {"Nr", "Ort"}) + row(2, {"1"});
  EXPECT_EQ(read_rows(rows, options).records.size(), 1U);
  options.sheet = "Data";
  EXPECT_EQ(read_rows(rows, options).refusal(), "the workbook has no sheet \"Data\"; it has \"Blad 1\"");
}

TEST(XlsxTable, ElementsOfForeignNamespacesAreNotTheSheets) {
  const auto outcome = read_rows(row(1, {"Nr", "Ort"}) + "<x:row xmlns:x=\"urn:other\" r=\"2\">" +
                                 text_cell("A2", "9") + "</x:row>" + row(3, {"1"}));
  EXPECT_EQ(outcome.text(0, "Nr"), "1");
}

TEST(XlsxTable, WhatEmitGivesBackStopsTheReading) {
  Handmade made;
  made.rows = row(1, {"Nr", "Ort"}) + row(2, {"1"}) + row(3, {"2"});
  test::TextInput input(workbook_of(made));
  auto file = open_seekable(input);
  ASSERT_TRUE(file);
  const auto archive = Archive::open(std::move(*file));
  ASSERT_TRUE(archive) << archive.error().what;
  int count = 0;
  const auto result = read_table(**archive, {}, [&](Record&&) -> Result<void> {
    ++count;
    return fail(Fault::cancelled, "stop");
  });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().fault, Fault::cancelled);
  EXPECT_EQ(count, 1);
}

}  // namespace
}  // namespace sluss::xlsx
