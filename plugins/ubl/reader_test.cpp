#include "reader.h"

#include <gtest/gtest.h>

#include "domain/invoice.h"
#include "parsed.h"
#include "sample.h"

namespace sluss::ubl {
namespace {

TEST(UblReader, ReadsBackWhatWasWritten) {
  for (const auto& [name, invoice] : cases()) {
    const auto body = read_document(written(invoice));
    ASSERT_TRUE(body) << name << ": " << body.error().what;
    EXPECT_EQ((*body)["number"], Value(invoice.number)) << name;
    EXPECT_EQ((*body)["issued"], Value(to_iso(invoice.issued))) << name;
    EXPECT_EQ((*body)["due"], invoice.is_credit_note() ? Value() : Value(to_iso(invoice.due))) << name;
    EXPECT_EQ((*body)["credits"], domain::to_value(invoice)["credits"]) << name;
    EXPECT_EQ((*body)["currency"], Value("SEK")) << name;
    EXPECT_EQ((*body)["total_ore"], Value(invoice.total.value)) << name;
    const auto& lines = *(*body)["lines"].as_list();
    ASSERT_EQ(lines.size(), invoice.lines.size()) << name;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      EXPECT_EQ(lines[i]["id"], Value(invoice.lines[i].id));
      EXPECT_EQ(lines[i]["placement"], Value(invoice.lines[i].placement));
      EXPECT_EQ(lines[i]["days"], Value(invoice.lines[i].days));
      EXPECT_EQ(lines[i]["week_price_ore"], Value(invoice.lines[i].week_price.value));
      EXPECT_EQ(lines[i]["amount_ore"], Value(invoice.lines[i].amount.value));
    }
  }
}

TEST(UblReader, MatchesByNamespaceNotByPrefix) {
  auto other = replaced(written(sample_invoice()), "cbc:", "b:");
  other = replaced(replaced(other, ":cbc=", ":b="), "<Invoice xmlns=", "<u:Invoice xmlns:u=");
  other = replaced(other, "</Invoice>", "</u:Invoice>");
  const auto body = read_document(other);
  ASSERT_TRUE(body) << body.error().what;
  EXPECT_EQ((*body)["total_ore"], Value(520200));
  EXPECT_FALSE(read_document(replaced(written(sample_invoice()), "CommonBasicComponents-2", "Other-2")));
}

/// The reason why a document is refused; empty when it is not.
std::string refusal(const std::string& bytes) {
  const auto body = read_document(bytes);
  if (body) return {};
  EXPECT_EQ(body.error().fault, Fault::data);
  return body.error().what;
}

TEST(UblReader, RefusesWhatIsNotOneWholeInvoice) {
  const auto good = written(sample_invoice());
  EXPECT_EQ(refusal(good), "");
  EXPECT_NE(refusal(replaced(good, "<Invoice ", "<!DOCTYPE Invoice><Invoice ")), "");
  EXPECT_NE(refusal(replaced(good, "UTF-8", "windows-1252")), "");
  EXPECT_NE(refusal(good + "<Invoice/>"), "");
  EXPECT_NE(refusal(good + "\xFF"), "");
  EXPECT_NE(refusal(replaced(good, "xsd:Invoice-2", "xsd:CreditNote-2")), "");
  EXPECT_NE(refusal(""), "");
  for (std::size_t length = 0; length + 2 < good.size(); length += 7) EXPECT_NE(refusal(good.substr(0, length)), "");
}

TEST(UblReader, ACreditNoteSaysWhichInvoiceItCredits) {
  const auto good = written(credit_of(sample_invoice()));
  const auto without_day = read_document(replaced(good, "<cbc:IssueDate>2026-12-01</cbc:IssueDate>", ""));
  ASSERT_TRUE(without_day) << without_day.error().what;
  EXPECT_EQ(without_day->at("credits.number"), Value("1010000001"));
  EXPECT_TRUE(without_day->at("credits.issued").is_null());
  EXPECT_NE(refusal(replaced(good, "cac:BillingReference", "cac:Other")).find("element ID"), std::string::npos);
  EXPECT_NE(refusal(replaced(good, "CreditNoteLine", "InvoiceLine")).find("no CreditNoteLine"), std::string::npos);
}

TEST(UblReader, NamesTheElementThatCannotBeRead) {
  const auto good = written(sample_invoice());
  EXPECT_NE(refusal(replaced(good, "2026-12-31<", "31/12<")).find("DueDate"), std::string::npos);
  EXPECT_NE(refusal(replaced(good, "currencyID=\"SEK\"", "currencyID=\"EUR\"")).find("SEK"), std::string::npos);
  EXPECT_NE(refusal(replaced(good, ">5202.00<", ">5.2e3<")).find("PayableAmount"), std::string::npos);
  EXPECT_NE(refusal(replaced(good, ">17<", ">17.5<")).find("line 1"), std::string::npos);
  EXPECT_NE(refusal(replaced(good, ">5</cbc:Base", ">1</cbc:Base")).find("BaseQuantity"), std::string::npos);
}

TEST(UblReader, StopsAtDepthAndAttributeLimits) {
  std::string deep, attributes = "<a";
  for (int i = 0; i < 200'000; ++i) deep += "<a>";
  for (int i = 0; i < 200'000; ++i) deep += "</a>";
  for (int i = 0; i < 200'000; ++i) attributes += " b" + std::to_string(i) + "=''";
  EXPECT_NE(refusal(deep).find("levels"), std::string::npos);
  EXPECT_NE(refusal(attributes + "/>").find("attributes"), std::string::npos);
}

}  // namespace
}  // namespace sluss::ubl
