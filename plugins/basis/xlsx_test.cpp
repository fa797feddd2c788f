#include "xlsx.h"

#include <array>
#include <atomic>
#include <gtest/gtest.h>
#include <thread>

#include "run.h"
#include "sample.h"

namespace sluss::basis {
namespace {

std::string xlsx_of(const std::vector<domain::Invoice>& invoices) {
  const auto basis = make_basis(invoices);
  EXPECT_TRUE(basis) << basis.error().what;
  if (!basis) return {};
  const auto bytes = write_xlsx(*basis);
  EXPECT_TRUE(bytes) << bytes.error().what;
  return bytes ? *bytes : std::string();
}

TEST(BasisXlsx, TheSameBasisGivesTheSameBytes) {
  const auto bytes = xlsx_of({sample_invoice(), second_invoice()});
  EXPECT_TRUE(bytes.starts_with("PK"));
  EXPECT_EQ(bytes, xlsx_of({second_invoice(), sample_invoice()}));
}

TEST(BasisXlsx, OneThatIsWrittenAtTheSameMomentAsAnotherKeepsItsOwnDay) {
  auto other = sample_invoice();
  other.issued = make_day(2019, 3, 4);
  const std::array invoices = {sample_invoice(), other};
  const std::array expected = {xlsx_of({invoices[0]}), xlsx_of({invoices[1]})};
  std::atomic<int> wrong = 0;
  const auto write_many = [&](std::size_t which) {
    for (int i = 0; i < 300; ++i) wrong += xlsx_of({invoices[which]}) == expected[which] ? 0 : 1;
  };
  std::array<std::jthread, 4> writers;
  for (std::size_t i = 0; i < writers.size(); ++i) writers[i] = std::jthread(write_many, i % 2);
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(wrong, 0);
}

TEST(BasisXlsx, HoldsEveryNameAndAmount) {
  if (!is_installed("unzip")) GTEST_SKIP() << "unzip is not installed";
  const auto bytes = xlsx_of({sample_invoice(), second_invoice()});
  const auto texts = run_on(bytes, "unzip -p % xl/sharedStrings.xml");
  for (const auto* text : {"Underlag för fakturering (bilaga 2)", "2026-07-01 – 2027-01-31", "Antal veckor", "Åsa Öhrn",
                           "Жанна Ильина", "Ελένη Ρήγα", "Fria högskolan", "Karolinska Institutet", "Delsumma", "Summa",
                           "212000-0142", "+46 8 123 456", "5050-1055"})
    EXPECT_NE(texts.find(std::string(">") + text + "<"), std::string::npos) << text;
  const auto sheet = run_on(bytes, "unzip -p % xl/worksheets/sheet1.xml");
  for (const auto* number : {"5202", "4590", "306", "4896", "10098", "3.4", "0.2"})
    EXPECT_NE(sheet.find("<v>" + std::string(number) + "</v>"), std::string::npos) << number;
}

TEST(BasisXlsx, AmountsKeepTheirOre) {
  if (!is_installed("unzip")) GTEST_SKIP() << "unzip is not installed";
  auto invoice = sample_head("1010000001", "ki", "Karolinska Institutet");
  add_sample_line(invoice, "Åsa Öhrn", make_day(2026, 9, 7), 22);
  invoice.lines[0].week_price = {157131};
  invoice.lines[0].amount = invoice.total = {691376};
  EXPECT_NE(run_on(xlsx_of({invoice}), "unzip -p % xl/worksheets/sheet1.xml").find("<v>6913.76</v>"),
            std::string::npos);
}

TEST(BasisXlsx, ACreditNotesAmountsAreNegativeNumbersUnderItsInvoice) {
  if (!is_installed("unzip")) GTEST_SKIP() << "unzip is not installed";
  const auto bytes = xlsx_of({credit_of(sample_invoice(), 15)});
  const auto texts = run_on(bytes, "unzip -p % xl/sharedStrings.xml");
  for (const auto* text : {"Underlag för kreditfaktura (bilaga 2)", "Kreditfaktura 1010007 till faktura 1010000001"})
    EXPECT_NE(texts.find(std::string(">") + text + "<"), std::string::npos) << text;
  const auto sheet = run_on(bytes, "unzip -p % xl/worksheets/sheet1.xml");
  for (const auto* number : {"-612", "-0.4"})
    EXPECT_NE(sheet.find("<v>" + std::string(number) + "</v>"), std::string::npos) << number;
}

TEST(BasisXlsx, IsReadyToPrint) {
  if (!is_installed("unzip")) GTEST_SKIP() << "unzip is not installed";
  const auto bytes = xlsx_of({sample_invoice()});
  const auto sheet = run_on(bytes, "unzip -p % xl/worksheets/sheet1.xml");
  EXPECT_NE(sheet.find("paperSize=\"9\""), std::string::npos);
  EXPECT_NE(sheet.find("orientation=\"landscape\""), std::string::npos);
  EXPECT_NE(sheet.find("fitToPage=\"1\""), std::string::npos);
  EXPECT_NE(sheet.find("fitToHeight=\"0\""), std::string::npos);
  EXPECT_NE(sheet.find("state=\"frozen\""), std::string::npos);
  EXPECT_NE(run_on(bytes, "unzip -p % xl/workbook.xml").find("Underlag!$5:$5"), std::string::npos);
}

TEST(BasisXlsx, NamesAreNeverFormulas) {
  if (!is_installed("unzip")) GTEST_SKIP() << "unzip is not installed";
  for (const std::string start : {"=", "+", "-", "@"}) {
    auto invoice = sample_invoice();
    invoice.lines.front().student_name = start + "1+1 <&>";
    const auto bytes = xlsx_of({invoice});
    EXPECT_NE(run_on(bytes, "unzip -p % xl/sharedStrings.xml").find(">" + start + "1+1 &lt;&amp;&gt;<"),
              std::string::npos);
    EXPECT_EQ(run_on(bytes, "unzip -p % xl/worksheets/sheet1.xml").find("<f>"), std::string::npos);
  }
}

TEST(BasisXlsx, LeavesNoFileBehind) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "sluss-basis-xlsx";
  std::filesystem::create_directories(folder);
  const auto* before = std::getenv("TMPDIR");
  const std::string old = before ? before : "";
  setenv("TMPDIR", folder.c_str(), 1);
  EXPECT_FALSE(xlsx_of({sample_invoice()}).empty());
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  std::filesystem::remove_all(folder);
  const auto basis = make_basis({sample_invoice()});
  EXPECT_EQ(write_xlsx(*basis).error().fault, Fault::unavailable);
  if (before) setenv("TMPDIR", old.c_str(), 1);
  else unsetenv("TMPDIR");
}

}  // namespace
}  // namespace sluss::basis
