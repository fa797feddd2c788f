// Each rule with a document that breaks it, and good documents that break none.
#include "rules.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "base/text.h"
#include "parsed.h"
#include "sample.h"

namespace sluss::ubl {
namespace {

namespace fs = std::filesystem;

/// The ids alone: "BR-01 PEPPOL-EN16931-R004".
std::string ids_of(const std::vector<std::string>& sentences) {
  std::vector<std::string> ids;
  for (const auto& sentence : sentences) ids.push_back(sentence.substr(0, sentence.find(": ")));
  return join(ids, " ");
}

TEST(UblRules, GoodDocumentsBreakNone) {
  for (const auto& [name, invoice] : cases()) EXPECT_EQ(join(broken_rules(written(invoice)), "; "), "") << name;
}

/// What is done to a good document: the text of all that XPath finds is replaced; nullptr takes it away.
struct Damage {
  const char* rules;  ///< that it breaks, in the order in which they are told
  const char* path;
  const char* text;
};

void damage(pugi::xpath_node found, const char* text) {
  auto node = found.node();
  if (found.attribute() && text != nullptr) found.attribute().set_value(text);
  else if (found.attribute()) found.parent().remove_attribute(found.attribute());
  else if (text != nullptr) node.text().set(text);
  else node.parent().remove_child(node);
}

std::string damaged(const domain::Invoice& invoice, const Damage& wanted) {
  pugi::xml_document document;
  document.load_string(written(invoice).c_str());
  const auto found = document.select_nodes(wanted.path);
  EXPECT_FALSE(found.empty()) << wanted.path;
  for (const auto& one : found) damage(one, wanted.text);
  std::ostringstream bytes;
  document.save(bytes);
  return bytes.str();
}

void expect_broken(const domain::Invoice& invoice, const std::vector<Damage>& table) {
  for (const auto& wanted : table)
    EXPECT_EQ(ids_of(broken_rules(damaged(invoice, wanted))), wanted.rules)
        << wanted.path << " = " << (wanted.text == nullptr ? "(gone)" : wanted.text);
}

TEST(UblRules, OfTheHeading) {
  expect_broken(sample_invoice(), {{"BR-01 PEPPOL-EN16931-R004", "/*/cbc:CustomizationID", nullptr},
                                   {"PEPPOL-EN16931-R004", "/*/cbc:CustomizationID", "urn:cen.eu:en16931:2017"},
                                   {"PEPPOL-EN16931-R001 PEPPOL-EN16931-R007", "/*/cbc:ProfileID", nullptr},
                                   {"PEPPOL-EN16931-R007", "/*/cbc:ProfileID", "billing"},
                                   {"BR-02", "/*/cbc:ID", nullptr},
                                   {"BR-03", "/*/cbc:IssueDate", nullptr},
                                   {"PEPPOL-EN16931-F001", "/*/cbc:IssueDate", "1 december 2026"},
                                   {"BR-04", "/*/cbc:InvoiceTypeCode", nullptr},
                                   {"PEPPOL-EN16931-P0100", "/*/cbc:InvoiceTypeCode", "381"},
                                   {"BR-05 PEPPOL-EN16931-R051", "/*/cbc:DocumentCurrencyCode", nullptr},
                                   {"PEPPOL-EN16931-R051", "//cac:Price/cbc:PriceAmount/@currencyID", "EUR"},
                                   {"PEPPOL-EN16931-R003", "/*/cbc:BuyerReference", nullptr},
                                   {"PEPPOL-EN16931-R008", "/*/cbc:Note", ""},
                                   {"PEPPOL-EN16931-R008", "//cac:Contact/cbc:Name", "  "},
                                   {"BR-CO-19 PEPPOL-EN16931-R008", "/*/cac:InvoicePeriod/*", nullptr},
                                   {"BR-29 PEPPOL-EN16931-R111", "/*/cac:InvoicePeriod/cbc:EndDate", "2026-06-30"},
                                   {"BR-CO-25", "/*/cbc:DueDate | /*/cac:PaymentTerms", nullptr}});
}

TEST(UblRules, OfACreditNote) {
  expect_broken(credit_of(sample_invoice()),
                {{"SLUSS-R01", "/*/cac:BillingReference", nullptr},
                 {"BR-55", "//cac:InvoiceDocumentReference/cbc:ID", nullptr},
                 {"PEPPOL-EN16931-P0101", "/*/cbc:CreditNoteTypeCode", "380"},
                 {"BR-CO-25", "/*/cac:PaymentTerms", nullptr},
                 {"PEPPOL-EN16931-R008 BR-22 PEPPOL-EN16931-R120", "//cbc:CreditedQuantity/text()", nullptr}});
}

TEST(UblRules, OfTheParties) {
  expect_broken(sample_invoice(),
                {{"BR-06", "//cac:AccountingSupplierParty//cbc:RegistrationName", nullptr},
                 {"BR-07", "//cac:AccountingCustomerParty//cbc:RegistrationName", nullptr},
                 {"BR-08", "//cac:AccountingSupplierParty//cac:PostalAddress", nullptr},
                 {"BR-09", "//cac:AccountingSupplierParty//cac:Country", nullptr},
                 {"BR-10", "//cac:AccountingCustomerParty//cac:PostalAddress", nullptr},
                 {"BR-11", "//cac:AccountingCustomerParty//cac:Country", nullptr},
                 {"PEPPOL-EN16931-R020", "//cac:AccountingSupplierParty//cbc:EndpointID", nullptr},
                 {"PEPPOL-EN16931-R010", "//cac:AccountingCustomerParty//cbc:EndpointID", nullptr},
                 {"BR-62", "//cac:AccountingSupplierParty//cbc:EndpointID/@schemeID", nullptr},
                 {"BR-63", "//cac:AccountingCustomerParty//cbc:EndpointID/@schemeID", nullptr},
                 {"PEPPOL-EN16931-CL008", "//cac:AccountingCustomerParty//cbc:EndpointID/@schemeID", "0037"},
                 {"PEPPOL-COMMON-R049", "//cac:AccountingSupplierParty//cbc:EndpointID", "2120000143"},
                 {"PEPPOL-COMMON-R049", "//cac:AccountingSupplierParty//cbc:EndpointID", "212000-0142"},
                 {"PEPPOL-COMMON-R049", "//cac:AccountingCustomerParty//cbc:CompanyID", "12021002973"},
                 {"PEPPOL-COMMON-R040", "//cac:AccountingCustomerParty//cbc:EndpointID", "7350000000007"},
                 {"BR-CO-09", "//cac:PartyTaxScheme/cbc:CompanyID", "212000014201"},
                 {"BR-CO-26 BR-E-02", "//cac:PartyTaxScheme | //cac:PartyLegalEntity/cbc:CompanyID", nullptr}});
}

TEST(UblRules, OfPaymentAndSweden) {
  const auto* account = "//cac:PayeeFinancialAccount/cbc:ID";
  const auto* company = "//cac:AccountingSupplierParty//cac:PartyLegalEntity/cbc:CompanyID";
  expect_broken(sample_invoice(), {{"BR-49", "//cbc:PaymentMeansCode", nullptr},
                                   {"BR-61", account, nullptr},
                                   {"SE-R-001", "//cac:PartyTaxScheme/cbc:CompanyID", "SE2120000142"},
                                   {"SE-R-002", "//cac:PartyTaxScheme/cbc:CompanyID", "SE212000-01420"},
                                   {"SE-R-005", "//cac:PartyTaxScheme/cac:TaxScheme/cbc:ID", "TAX"},
                                   {"SE-R-008", account, "5050-105"},
                                   {"SE-R-009", account, "505010"},
                                   {"SE-R-011", "//cbc:PaymentMeansCode", "50"},
                                   {"SE-R-012", "//cbc:PaymentMeansCode", "31"},
                                   {"PEPPOL-COMMON-R049 SE-R-003", company, "212000014A"},
                                   {"PEPPOL-COMMON-R049 SE-R-004", company, "002120000142"},
                                   {"PEPPOL-COMMON-R049 SE-R-013", company, "2120000143"}});
  auto plusgiro = sample_invoice();
  plusgiro.seller.bankgiro.clear();
  expect_broken(plusgiro, {{"SE-R-007", account, "123-0"}, {"SE-R-010", account, "123456789"}});
  const Damage standard{"SE-R-006", "//cac:ClassifiedTaxCategory/cbc:ID | //cac:TaxCategory/cbc:ID", "S"};
  expect_broken(sample_invoice(), {standard});
}

TEST(UblRules, OfTheTotals) {
  expect_broken(sample_invoice(),
                {{"BR-12 BR-CO-10 BR-CO-13", "//cac:LegalMonetaryTotal/cbc:LineExtensionAmount", nullptr},
                 {"BR-13 BR-CO-13 BR-CO-15", "//cbc:TaxExclusiveAmount", nullptr},
                 {"BR-14 BR-CO-15 BR-CO-16", "//cbc:TaxInclusiveAmount", nullptr},
                 {"BR-15 BR-CO-16", "//cbc:PayableAmount", nullptr},
                 {"BR-CO-10", "//cac:InvoiceLine/cbc:LineExtensionAmount | //cbc:TaxableAmount", "5202.01"},
                 {"BR-CO-10 BR-CO-13", "//cac:LegalMonetaryTotal/cbc:LineExtensionAmount", "5202.01"},
                 {"BR-CO-13", "//cbc:TaxExclusiveAmount | //cbc:TaxInclusiveAmount | //cbc:PayableAmount", "5202.01"},
                 {"BR-CO-15", "//cbc:TaxInclusiveAmount | //cbc:PayableAmount", "5203.00"},
                 {"BR-CO-16", "//cbc:PayableAmount", "5202.01"},
                 {"BR-DEC-18 BR-CO-16", "//cbc:PayableAmount", "5202.000"}});
}

TEST(UblRules, OfDecimals) {
  expect_broken(
      sample_invoice(),
      {{"BR-DEC-09 BR-CO-10 BR-CO-13", "//cac:LegalMonetaryTotal/cbc:LineExtensionAmount", "5202.000"},
       {"BR-DEC-12 BR-CO-13 BR-CO-15", "//cbc:TaxExclusiveAmount", "5202.000"},
       {"BR-DEC-14 BR-CO-15 BR-CO-16", "//cbc:TaxInclusiveAmount", "5202.000"},
       {"BR-DEC-13", "/*/cac:TaxTotal/cbc:TaxAmount", "0.000"},
       {"BR-DEC-19 BR-E-08", "//cbc:TaxableAmount", "5202.000"},
       {"BR-DEC-20", "//cac:TaxSubtotal/cbc:TaxAmount", "0.000"},
       {"BR-CO-10 BR-DEC-23 PEPPOL-EN16931-R120 BR-E-08", "//cac:InvoiceLine/cbc:LineExtensionAmount", "5202.000"}});
}

TEST(UblRules, OfTheLines) {
  expect_broken(sample_invoice(),
                {{"BR-CO-10 BR-16 BR-E-08", "//cac:InvoiceLine", nullptr},
                 {"BR-21", "//cac:InvoiceLine/cbc:ID", nullptr},
                 {"BR-22 PEPPOL-EN16931-R130 PEPPOL-EN16931-R120", "//cbc:InvoicedQuantity", nullptr},
                 {"BR-23 PEPPOL-EN16931-R130", "//cbc:InvoicedQuantity/@unitCode", nullptr},
                 {"BR-CO-10 BR-24 PEPPOL-EN16931-R120 BR-E-08", "//cac:InvoiceLine/cbc:LineExtensionAmount", nullptr},
                 {"BR-25", "//cac:Item/cbc:Name", nullptr},
                 {"BR-26 PEPPOL-EN16931-R120", "//cbc:PriceAmount", nullptr},
                 {"BR-27 PEPPOL-EN16931-R120", "//cbc:PriceAmount", "-1530.00"},
                 {"PEPPOL-EN16931-R121 PEPPOL-EN16931-R120", "//cbc:BaseQuantity", "0"},
                 {"PEPPOL-EN16931-R130", "//cbc:BaseQuantity/@unitCode", "WEE"},
                 {"PEPPOL-EN16931-R120", "//cbc:PriceAmount", "1530.01"},
                 {"PEPPOL-EN16931-R120", "//cbc:InvoicedQuantity", "9999999999999"},
                 {"PEPPOL-EN16931-R008 BR-CO-20", "//cac:InvoiceLine/cac:InvoicePeriod/*", nullptr},
                 {"BR-30", "//cac:InvoiceLine/cac:InvoicePeriod/cbc:EndDate", "2026-09-06"},
                 {"PEPPOL-EN16931-R110", "//cac:InvoiceLine/cac:InvoicePeriod/cbc:StartDate", "2026-06-30"},
                 {"PEPPOL-EN16931-R111", "//cac:InvoiceLine/cac:InvoicePeriod/cbc:EndDate", "2027-02-01"},
                 {"PEPPOL-EN16931-R101", "//cbc:DocumentTypeCode", "50"}});
  expect_broken(two_prices(), {{"SLUSS-R02", "//cac:InvoiceLine/cbc:ID", "1"}});
}

TEST(UblRules, R120AllowsTwoOre) {
  const auto with_price = [](const char* price) {
    return broken_rules(damaged(sample_invoice(), {"", "//cbc:PriceAmount", price}));
  };
  // 17 days at 1530.00 are 5202.00; an öre more on the week is 3.4 öre more on the line.
  EXPECT_EQ(ids_of(with_price("1529.99")), "PEPPOL-EN16931-R120");
  const auto with_amount = [](const char* amount) {
    const auto* amounts = "//*[@currencyID and name() != 'cbc:PriceAmount' and name() != 'cbc:TaxAmount']";
    return broken_rules(damaged(sample_invoice(), {"", amounts, amount}));
  };
  EXPECT_EQ(ids_of(with_amount("5202.02")), "");
  EXPECT_EQ(ids_of(with_amount("5201.98")), "");
  EXPECT_EQ(ids_of(with_amount("5202.03")), "PEPPOL-EN16931-R120");
  EXPECT_EQ(ids_of(with_amount("5201.97")), "PEPPOL-EN16931-R120");
}

TEST(UblRules, OfVat) {
  expect_broken(sample_invoice(), {{"BR-E-02", "//cac:PartyTaxScheme", nullptr},
                                   {"BR-E-05", "//cac:ClassifiedTaxCategory/cbc:Percent", "25"},
                                   {"BR-E-05", "//cac:ClassifiedTaxCategory/cbc:Percent", nullptr},
                                   {"BR-E-08", "//cbc:TaxableAmount", "5202.01"},
                                   {"BR-E-09 BR-CO-14", "//cac:TaxSubtotal/cbc:TaxAmount", "0.01"},
                                   {"BR-CO-15 BR-CO-14", "/*/cac:TaxTotal/cbc:TaxAmount", "0.01"},
                                   {"BR-E-10", "//cbc:TaxExemptionReasonCode | //cbc:TaxExemptionReason", nullptr},
                                   {"BR-CL-22", "//cbc:TaxExemptionReasonCode", "VATEX-EU-132-1Z"},
                                   {"BR-45 BR-E-08", "//cbc:TaxableAmount", nullptr},
                                   {"BR-46", "//cac:TaxSubtotal/cbc:TaxAmount", nullptr},
                                   {"BR-47 BR-E-01", "//cac:TaxCategory/cbc:ID", nullptr},
                                   {"BR-CL-17 BR-E-01", "//cac:TaxCategory/cbc:ID", "X"},
                                   {"BR-E-08 BR-CL-18", "//cac:ClassifiedTaxCategory/cbc:ID", "X"},
                                   {"BR-E-08 BR-CO-04", "//cac:ClassifiedTaxCategory/cbc:ID", nullptr},
                                   {"BR-48", "//cac:TaxCategory/cbc:Percent", nullptr},
                                   {"BR-CO-18 BR-E-01", "//cac:TaxSubtotal", nullptr}});
}

TEST(UblRules, OfWhatIsOutsideVat) {
  const auto* breakdown = "//cac:TaxSubtotal/cac:TaxCategory/cbc:ID";
  expect_broken(outside_vat(),
                {{"BR-O-08", "//cbc:TaxableAmount", "1.00"},
                 {"BR-O-09 BR-CO-14", "//cac:TaxSubtotal/cbc:TaxAmount", "0.01"},
                 {"BR-O-10", "//cbc:TaxExemptionReasonCode | //cbc:TaxExemptionReason", nullptr},
                 {"BR-48 BR-E-08 BR-O-01", breakdown, "E"},
                 {"BR-O-08 BR-E-01 BR-O-12 BR-E-02 BR-E-05", "//cac:ClassifiedTaxCategory/cbc:ID", "E"}});
}

/// Adds a copy of what XPath finds, beside it.
std::string with_a_second(const domain::Invoice& invoice, const char* path, const char* inside, const char* text) {
  pugi::xml_document document;
  document.load_string(written(invoice).c_str());
  auto node = document.select_node(path).node();
  auto copy = node.parent().insert_copy_after(node, node);
  if (inside != nullptr) copy.first_element_by_path(inside).text().set(text);
  std::ostringstream bytes;
  document.save(bytes);
  return bytes.str();
}

TEST(UblRules, OfWhatStandsThereTwice) {
  const auto broken = [](const char* path, const char* inside = nullptr, const char* text = nullptr) {
    return ids_of(broken_rules(with_a_second(sample_invoice(), path, inside, text)));
  };
  EXPECT_EQ(broken("/*/cbc:Note"), "PEPPOL-EN16931-R002");
  EXPECT_EQ(broken("//cac:InvoiceLine/cac:DocumentReference"), "PEPPOL-EN16931-R100");
  EXPECT_EQ(broken("/*/cac:TaxTotal"), "PEPPOL-EN16931-R053 BR-E-01");
  EXPECT_EQ(broken("//cac:TaxSubtotal"), "BR-E-01");
  EXPECT_EQ(broken("//cac:InvoiceLine"), "BR-CO-10 SLUSS-R02 BR-E-08");
  EXPECT_EQ(ids_of(broken_rules(with_a_second(outside_vat(), "//cac:TaxSubtotal", "cac:TaxCategory/cbc:ID", "Z"))),
            "BR-48 BR-O-11");
}

TEST(UblRules, OfAVatIdOutsideVat) {
  const auto good = written(outside_vat());
  const auto scheme =
      "<cac:PartyTaxScheme><cbc:CompanyID>SE202100297301</cbc:CompanyID>"
      "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme><cac:PartyLegalEntity>";
  EXPECT_EQ(ids_of(broken_rules(replaced(good, "<cac:PartyLegalEntity>", scheme))), "BR-O-02");
  const auto percent = "<cbc:ID>O</cbc:ID><cbc:Percent>0</cbc:Percent>";
  EXPECT_EQ(ids_of(broken_rules(replaced(good, "<cbc:ID>O</cbc:ID>", percent))), "BR-O-05");
}

TEST(UblRules, OfTheDocument) {
  const auto good = written(sample_invoice());
  EXPECT_EQ(ids_of(broken_rules(good.substr(0, good.size() / 2))), "XML");
  EXPECT_EQ(ids_of(broken_rules("")), "XML");
  EXPECT_EQ(ids_of(broken_rules("<Invoice/>")), "UBL");
  EXPECT_EQ(ids_of(broken_rules(replaced(good, "xsd:Invoice-2", "xsd:CreditNote-2"))), "UBL");
}

TEST(UblRules, TellARuleOnceAndNoContent) {
  auto invoice = big_invoice(30);
  const Damage wanted{"", "//cac:Item/cbc:Name | //cac:InvoiceLine/cac:InvoicePeriod/cbc:EndDate", ""};
  const auto sentences = join(broken_rules(damaged(invoice, wanted)), "\n");
  EXPECT_NE(sentences.find("BR-25: line 1: cac:Item/cbc:Name is missing or empty (and 29 more)"), std::string::npos)
      << sentences;
  for (const auto* content : {"Öhrn", "Vårdcentralen", "2120000142", "Eva Alm", "2026-"})
    EXPECT_EQ(sentences.find(content), std::string::npos) << content;
}

TEST(UblRules, AFaultIsThatOfATargetThatRefuses) {
  const auto checked = check_rules(damaged(sample_invoice(), {"", "/*/cbc:BuyerReference", nullptr}));
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().fault, Fault::rejected);
  EXPECT_EQ(checked.error().what,
            "PEPPOL-EN16931-R003: there is neither cbc:BuyerReference nor cac:OrderReference/cbc:ID (" +
                std::string(rule_release) + ")");
  EXPECT_TRUE(check_rules(written(sample_invoice())));
}

/// The network's own examples keep all of these rules, also what no document of ours has.
TEST(UblRules, OfficialExamplesBreakNone) {
  const auto* shared = std::getenv("SLUSS_SHARED_DATA");
  const auto folder =
      (shared ? fs::path(shared) : fs::path(SLUSS_TESTDATA) / "../../../../shared/data") / "peppol-examples";
  if (!fs::exists(folder)) GTEST_SKIP() << "no examples: set SLUSS_SHARED_DATA to the folder of peppol-examples";
  int seen = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    EXPECT_EQ(join(broken_rules(bytes.str()), "; "), "") << entry.path().filename();
    ++seen;
  }
  EXPECT_GT(seen, 0);
}

}  // namespace
}  // namespace sluss::ubl
