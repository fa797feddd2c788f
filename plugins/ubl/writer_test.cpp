#include "writer.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "parsed.h"
#include "sample.h"

namespace sluss::ubl {
namespace {

TEST(UblWriter, WritesWhatTheLineIsPaidFor) {
  const Parsed parsed(sample_invoice());
  EXPECT_EQ(parsed.text("//cac:InvoiceLine/cbc:InvoicedQuantity[@unitCode='DAY']"), "17");
  EXPECT_EQ(parsed.text("//cac:InvoiceLine/cbc:LineExtensionAmount[@currencyID='SEK']"), "5202.00");
  EXPECT_EQ(parsed.text("//cac:Price/cbc:PriceAmount"), "1530.00");
  EXPECT_EQ(parsed.text("//cac:Price/cbc:BaseQuantity[@unitCode='DAY']"), "5");
  EXPECT_EQ(parsed.text("//cac:InvoiceLine/cac:DocumentReference[cbc:DocumentTypeCode='130']/cbc:ID"), "P-1");
  EXPECT_EQ(parsed.text("//cac:Item/cbc:Name"), "VFU-placering HT2026");
  EXPECT_EQ(parsed.text("//cac:Item/cbc:Description"), "Åsa Öhrn P-1, Vårdcentralen Norr");
  EXPECT_EQ(parsed.text("//cac:InvoiceLine/cbc:Note"), "3,4 veckor, program SSK, kurs 1SK010");
  EXPECT_EQ(parsed.text("//cac:InvoiceLine/cac:InvoicePeriod/cbc:StartDate"), "2026-09-07");
  EXPECT_EQ(parsed.text("//cac:InvoiceLine/cac:InvoicePeriod/cbc:EndDate"), "2026-09-29");
}

TEST(UblWriter, WritesTheHeader) {
  const Parsed parsed(sample_invoice());
  EXPECT_EQ(parsed.text("/Invoice/cbc:ID"), "1010000001");
  EXPECT_EQ(parsed.text("/Invoice/cbc:InvoiceTypeCode"), "380");
  EXPECT_EQ(parsed.text("/Invoice/cbc:DocumentCurrencyCode"), "SEK");
  EXPECT_EQ(parsed.text("/Invoice/cbc:IssueDate"), "2026-12-01");
  EXPECT_EQ(parsed.text("/Invoice/cbc:DueDate"), "2026-12-31");
  EXPECT_EQ(parsed.text("/Invoice/cac:PaymentTerms/cbc:Note"), "30 dagar netto, betalas senast 2026-12-31");
  EXPECT_EQ(parsed.text("/Invoice/cac:ContractDocumentReference/cbc:ID"), "Samverkansavtal 2016-17");
  EXPECT_EQ(parsed.text("/Invoice/cbc:Note"), "Ersättning för verksamhetsförlagd utbildning HT2026");
}

TEST(UblWriter, ASupplementSaysThatItIsOne) {
  auto invoice = sample_invoice();
  invoice.supplement = 2;
  EXPECT_TRUE(Parsed(invoice).text("/Invoice/cbc:Note").ends_with("HT2026, tilläggsfaktura 2"));
}

TEST(UblWriter, ACreditNoteRefersToItsInvoice) {
  const Parsed parsed(credit_of(sample_invoice(), 15));
  EXPECT_EQ(parsed.text("/CreditNote/cbc:CreditNoteTypeCode"), "381");
  EXPECT_EQ(parsed.text("/CreditNote/cbc:ID"), "1010002");
  EXPECT_EQ(parsed.text("/CreditNote/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"), "1010000001");
  EXPECT_EQ(parsed.text("/CreditNote/cac:BillingReference/cac:InvoiceDocumentReference/cbc:IssueDate"), "2026-12-01");
  EXPECT_EQ(parsed.text("/CreditNote/cac:PaymentTerms/cbc:Note"), "Avräknas mot faktura 1010000001 av den 2026-12-01");
  EXPECT_TRUE(parsed.text("/CreditNote/cbc:Note").ends_with("HT2026, kredit av faktura 1010000001"));
  EXPECT_EQ(parsed.count("//cbc:DueDate"), 0U);
  EXPECT_EQ(parsed.count("/Invoice"), 0U);
}

TEST(UblWriter, ACreditNotesAmountsArePositive) {
  const Parsed parsed(credit_of(sample_invoice(), 15));
  EXPECT_EQ(parsed.text("//cac:CreditNoteLine/cbc:CreditedQuantity[@unitCode='DAY']"), "2");
  EXPECT_EQ(parsed.text("//cac:CreditNoteLine/cbc:LineExtensionAmount"), "612.00");
  EXPECT_EQ(parsed.text("//cac:LegalMonetaryTotal/cbc:PayableAmount"), "612.00");
  EXPECT_EQ(Parsed(credit_an_ore_beside()).text("//cac:CreditNoteLine/cbc:LineExtensionAmount"), "5970.97")
      << "19 days are worth 5970.98";
}

TEST(UblWriter, NoCreditNoteWithoutAReference) {
  auto credit = credit_of(sample_invoice());
  credit.credits->number.clear();
  EXPECT_EQ(write_document(credit).error().fault, Fault::data);
}

TEST(UblWriter, PaysToTheBankgiroWithTheOcr) {
  const Parsed parsed(sample_invoice());
  EXPECT_EQ(parsed.count("//cac:PaymentMeans"), 1U);
  EXPECT_EQ(parsed.text("//cac:PaymentMeans/cbc:PaymentMeansCode"), "30");
  EXPECT_EQ(parsed.text("//cac:PaymentMeans/cbc:PaymentID"), sample_invoice().ocr);
  EXPECT_EQ(parsed.text("//cac:PayeeFinancialAccount/cbc:ID"), "50501055");
  EXPECT_EQ(parsed.text("//cac:FinancialInstitutionBranch/cbc:ID"), "SE:BANKGIRO");
}

TEST(UblWriter, PaysToThePlusgiroWhereThereIsNoBankgiro) {
  auto invoice = sample_invoice();
  invoice.seller.bankgiro.clear();
  const Parsed parsed(invoice);
  EXPECT_EQ(parsed.text("//cac:PayeeFinancialAccount/cbc:ID"), "1230");
  EXPECT_EQ(parsed.text("//cac:FinancialInstitutionBranch/cbc:ID"), "SE:PLUSGIRO");
}

TEST(UblWriter, ExemptNamesTheRuleAndTheSellersVatId) {
  const Parsed parsed(sample_invoice());
  EXPECT_EQ(parsed.texts("//cac:ClassifiedTaxCategory/cbc:ID | //cac:TaxCategory/cbc:ID"),
            (std::vector<std::string>{"E", "E"}));
  EXPECT_EQ(parsed.texts("//cbc:Percent"), (std::vector<std::string>{"0", "0"}));
  EXPECT_EQ(parsed.text("//cac:TaxCategory/cbc:TaxExemptionReasonCode"), "VATEX-EU-132-1I");
  EXPECT_FALSE(parsed.text("//cac:TaxCategory/cbc:TaxExemptionReason").empty());
  EXPECT_EQ(parsed.texts("//cac:PartyTaxScheme/cbc:CompanyID"), std::vector<std::string>{"SE212000014201"});
}

TEST(UblWriter, OutsideVatHasNeitherVatIdsNorAPercent) {
  const Parsed parsed(outside_vat());
  EXPECT_EQ(parsed.text("//cac:TaxCategory/cbc:ID"), "O");
  EXPECT_EQ(parsed.text("//cac:ClassifiedTaxCategory/cbc:ID"), "O");
  EXPECT_EQ(parsed.text("//cac:TaxCategory/cbc:TaxExemptionReasonCode"), "VATEX-EU-O");
  EXPECT_EQ(parsed.count("//cbc:Percent"), 0U);
  EXPECT_EQ(parsed.count("//cac:PartyTaxScheme"), 0U);
}

TEST(UblWriter, EndpointIsTheConfiguredOneElseTheOrganisationNumber) {
  constexpr auto buyers = "//cac:AccountingCustomerParty//cbc:EndpointID";
  const Parsed configured(sample_invoice());
  EXPECT_EQ(configured.text("//cac:AccountingCustomerParty//cbc:EndpointID[@schemeID='0088']"), "7350000000009");
  EXPECT_EQ(configured.text("//cac:AccountingSupplierParty//cbc:EndpointID[@schemeID='0007']"), "2120000142");
  EXPECT_EQ(Parsed(bare_invoice()).text(buyers), "2021002973");
}

TEST(UblWriter, ThereIsAlwaysABuyerOrOrderReference) {  // R003
  auto invoice = bare_invoice();
  EXPECT_EQ(Parsed(invoice).text("/Invoice/cbc:BuyerReference"), "Samverkansavtal 2016-17");
  invoice.agreement_document.clear();
  EXPECT_EQ(Parsed(invoice).text("/Invoice/cbc:BuyerReference"), "a1");
  invoice.buyer.contact.name = "Eva Alm";
  EXPECT_EQ(Parsed(invoice).text("/Invoice/cbc:BuyerReference"), "Eva Alm");
  invoice.buyer.order_reference = "12345678";
  EXPECT_EQ(Parsed(invoice).count("/Invoice/cbc:BuyerReference"), 0U);
  EXPECT_EQ(Parsed(invoice).text("/Invoice/cac:OrderReference/cbc:ID"), "12345678");
  invoice.buyer.buyer_reference = "ZZ1";
  EXPECT_EQ(Parsed(invoice).text("/Invoice/cbc:BuyerReference"), "ZZ1");
}

TEST(UblWriter, NamesKeepEveryCharacterThatXmlCanHold) {
  const Parsed parsed(strange_names());
  EXPECT_EQ(parsed.text("//cac:Item/cbc:Description"), "Ægir <&> \"Ω\" Жанна 李 \U0001F600 D'Örn ]]>, Å&Ö <Omsorg>");
}

TEST(UblWriter, RefusesAnInvoiceWithFaultsAndListsThemAll) {
  auto invoice = sample_invoice();
  invoice.total += Ore{1};
  invoice.seller.bankgiro = invoice.seller.plusgiro = "";
  invoice.buyer.name = "\x01";
  const auto bytes = write_document(invoice);
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().fault, Fault::data);
  EXPECT_NE(bytes.error().what.find("1010000001"), std::string::npos);
  EXPECT_NE(bytes.error().what.find("neither bankgiro nor plusgiro"), std::string::npos);
  EXPECT_NE(bytes.error().what.find("the buyer has no name"), std::string::npos);
  EXPECT_GE(std::count(bytes.error().what.begin(), bytes.error().what.end(), ';'), 2);
  EXPECT_EQ(bytes.error().what.find("Öhrn"), std::string::npos);
}

}  // namespace
}  // namespace sluss::ubl
