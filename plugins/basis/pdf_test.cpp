#include "pdf.h"

#include <gtest/gtest.h>

#include "run.h"
#include "sample.h"

namespace sluss::basis {
namespace {

constexpr auto fonts = "/usr/share/fonts/truetype/dejavu";

class BasisPdf : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(std::filesystem::path(fonts) / "DejaVuSans.ttf"))
      GTEST_SKIP() << "the package fonts-dejavu-core is not installed";
  }

  static std::string pdf_of(const std::vector<domain::Invoice>& invoices) {
    const auto basis = make_basis(invoices);
    EXPECT_TRUE(basis) << basis.error().what;
    if (!basis) return {};
    const auto bytes = write_pdf(*basis, fonts);
    EXPECT_TRUE(bytes) << bytes.error().what;
    return bytes ? *bytes : std::string();
  }

  /// The text as it stands on the pages; columns stay side by side. Spaces that do not break become plain ones.
  static std::string text_of(const std::vector<domain::Invoice>& invoices) {
    auto text = run_on(pdf_of(invoices), "pdftotext -layout % -");
    for (auto at = text.find("\u00A0"); at != std::string::npos; at = text.find("\u00A0", at)) text.replace(at, 2, " ");
    return text;
  }
};

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

TEST_F(BasisPdf, TheSameBasisGivesTheSameBytes) {
  const auto bytes = pdf_of({sample_invoice(), second_invoice()});
  EXPECT_TRUE(bytes.starts_with("%PDF-"));
  EXPECT_EQ(bytes, pdf_of({second_invoice(), sample_invoice()}));
}

TEST_F(BasisPdf, HoldsEveryNameAndAmount) {
  if (!is_installed("pdftotext")) GTEST_SKIP() << "pdftotext is not installed";
  const auto text = text_of({sample_invoice(), second_invoice()});
  for (const auto* part : {"Underlag för fakturering (bilaga 2)",
                           "2026-07-01 – 2027-01-31",
                           "HT2026",
                           "Studentens namn",
                           "Startdatum",
                           "Slutdatum",
                           "Ersättning",
                           "Fria högskolan",
                           "Жанна Ильина",
                           "Ελένη Ρήγα",
                           "Åsa Öhrn",
                           "2026-09-07",
                           "2026-09-29",
                           "3,4",
                           "5 202,00 kr",
                           "4 896,00 kr",
                           "10 098,00 kr",
                           "212000-0142",
                           "Bo Ek",
                           "+46 8 123 456",
                           "bo.ek@example.se",
                           "123-0",
                           "5050-1055",
                           "Sida 1 (1)"})
    EXPECT_NE(text.find(part), std::string::npos) << part << " is missing in:\n" << text;
  EXPECT_EQ(count(text, "Delsumma"), 2U);
  EXPECT_EQ(count(text, "Summa"), 1U);
}

TEST_F(BasisPdf, ACreditNoteSaysWhichInvoiceItCredits) {
  if (!is_installed("pdftotext")) GTEST_SKIP() << "pdftotext is not installed";
  const auto text = text_of({credit_of(sample_invoice(), 15)});
  for (const auto* part : {"Underlag för kreditfaktura (bilaga 2)", "Kreditfaktura 1010007 till faktura 1010000001",
                           "2026-09-28", "-0,4", "-612,00 kr"})
    EXPECT_NE(text.find(part), std::string::npos) << part << " is missing in:\n" << text;
  EXPECT_EQ(count(text, "-612,00 kr"), 3U) << "row, subtotal, total";
}

TEST_F(BasisPdf, RepeatsTheHeadingOnEachPageAndNumbersThem) {
  if (!is_installed("pdftotext")) GTEST_SKIP() << "pdftotext is not installed";
  const auto text = text_of({long_invoice(60)});
  for (int i = 1; i <= 60; ++i) EXPECT_EQ(count(text, "Student Påhittad " + std::to_string(i) + " "), 1U) << i;
  EXPECT_EQ(count(text, "Studentens namn"), 2U);
  EXPECT_EQ(count(text, "Karolinska Institutet (forts.)"), 1U);
  const auto pages = count(text, "\f");
  EXPECT_GE(pages, 2U);
  for (std::size_t i = 1; i <= pages; ++i)
    EXPECT_EQ(count(text, "Sida " + std::to_string(i) + " (" + std::to_string(pages) + ")"), 1U);
}

/// The same text without what separates words and lines.
std::string joined(const std::string& text) {
  std::string result;
  for (const char c : text)
    if (c != ' ' && c != '\n') result += c;
  return result;
}

TEST_F(BasisPdf, LongNamesStandInFull) {
  if (!is_installed("pdftotext")) GTEST_SKIP() << "pdftotext is not installed";
  auto invoice = sample_invoice();
  invoice.buyer.name = "Gymnastik- och idrottshögskolan i samverkan med Röda Korsets Högskola och Sophiahemmet";
  invoice.lines.front().student_name = "Anna-Lena Cederströmshjelmsdotter-Överskottsnamnsson";
  const auto text = text_of({invoice});
  EXPECT_NE(joined(text).find(joined(invoice.buyer.name)), std::string::npos);
  EXPECT_NE(text.find("Cederströmshjelmsdotter"), std::string::npos) << text;
  EXPECT_NE(text.find("Överskottsnamnsson"), std::string::npos) << text;
}

TEST_F(BasisPdf, AnyNameCanBeWritten) {
  auto invoice = sample_invoice();
  for (const auto* name : {"李 明", "\U0001F600 x", "אבג", "a\u0301", "x"}) {
    invoice.lines.front().student_name = name;
    EXPECT_FALSE(pdf_of({invoice}).empty()) << name;
  }
  invoice.lines.front().student_name = std::string(1000, 'W');
  EXPECT_FALSE(pdf_of({invoice}).empty());
}

TEST_F(BasisPdf, AMissingOrBrokenFontIsAFaultOfTheConfiguration) {
  const auto basis = make_basis({sample_invoice()});
  const auto folder = std::filesystem::path(testing::TempDir()) / "sluss-basis-fonts";
  std::filesystem::create_directories(folder);
  const auto missing = write_pdf(*basis, folder);
  std::ofstream(folder / "DejaVuSans.ttf") << "no font";
  const auto broken = write_pdf(*basis, folder);
  std::filesystem::remove_all(folder);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().fault, Fault::config);
  EXPECT_NE(missing.error().what.find("fonts-dejavu-core"), std::string::npos);
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().fault, Fault::config);
}

}  // namespace
}  // namespace sluss::basis
