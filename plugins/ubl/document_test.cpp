// Written documents by the schema, and by rules that are looked at here with other means than rules.cpp has.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <optional>

#include "kind.h"
#include "parsed.h"
#include "sample.h"
#include "support/temporary_folder.h"

namespace sluss::ubl {
namespace {

namespace fs = std::filesystem;

/// The sum of all that XPath finds, in öre.
Ore sum_of(const Parsed& parsed, const char* path) {
  Ore sum;
  for (const auto& text : parsed.texts(path)) sum += parse_decimal_kronor(text).value_or(Ore{1});
  return sum;
}

TEST(UblDocument, SumsAddUp) {  // BR-CO-10, BR-CO-13, BR-CO-15
  for (const auto& [name, invoice] : cases()) {
    const Parsed parsed(invoice);
    const auto lines = to_decimal(sum_of(parsed, "//cac:Price/../cbc:LineExtensionAmount"));
    for (const auto* total : {"LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount"})
      EXPECT_EQ(parsed.text(("//cac:LegalMonetaryTotal/cbc:" + std::string(total)).c_str()), lines) << name;
    EXPECT_EQ(parsed.text("//cac:TaxSubtotal/cbc:TaxableAmount"), lines) << name;
    EXPECT_EQ(parsed.text("/*/cac:TaxTotal/cbc:TaxAmount"), "0.00") << name;
  }
}

TEST(UblDocument, EachLineIsItsQuantityTimesItsPrice) {  // R120, tolerance 0.02
  for (const auto& [name, invoice] : cases()) {
    const Parsed parsed(invoice);
    for (const auto& found : parsed.document().select_nodes("//cac:InvoiceLine | //cac:CreditNoteLine")) {
      const auto line = found.node();
      const auto days = line.child(kind_of(invoice).quantity).text().as_llong();
      const auto price = parse_decimal_kronor(line.child("cac:Price").child("cbc:PriceAmount").text().as_string());
      const auto amount = parse_decimal_kronor(line.child("cbc:LineExtensionAmount").text().as_string());
      ASSERT_TRUE(price && amount) << name;
      EXPECT_LE(std::abs(amount->value * 5 - days * price->value), 2 * 5) << name;
    }
  }
}

TEST(UblDocument, LinePeriodsLieInsideTheDocuments) {  // R110, R111
  for (const auto& [name, invoice] : cases()) {
    const Parsed parsed(invoice);
    const auto first = parsed.text("/*/cac:InvoicePeriod/cbc:StartDate");
    const auto last = parsed.text("/*/cac:InvoicePeriod/cbc:EndDate");
    for (const auto& day : parsed.texts("/*/*/cac:InvoicePeriod/*"))
      EXPECT_TRUE(first <= day && day <= last) << name << ": " << day;
  }
}

TEST(UblDocument, AmountsHaveTwoDecimalsAndACurrency) {  // BR-DEC
  for (const auto& [name, invoice] : cases()) {
    const Parsed parsed(invoice);
    for (const auto& amount : parsed.texts("//*[@currencyID]")) EXPECT_EQ(amount.find('.') + 3, amount.size()) << name;
    EXPECT_EQ(parsed.count("//*[contains(name(), 'Amount') and not(@currencyID='SEK')]"), 0U) << name;
  }
}

TEST(UblDocument, NoElementIsEmpty) {  // R008
  for (const auto& [name, invoice] : cases())
    EXPECT_EQ(Parsed(invoice).count("//*[not(*) and normalize-space()='']"), 0U) << name;
}

/// The order of the schemas, also where they are not at hand.
TEST(UblDocument, ElementsStandInTheOrderOfTheSchema) {
  const auto names_of = [](pugi::xml_node parent) {
    std::string names;
    for (const auto node : parent.children()) names += std::string(node.name()).substr(4) + " ";
    return names;
  };
  auto invoice = sample_invoice();
  invoice.buyer.order_reference = "12345678";
  const Parsed parsed(invoice), credit(credit_of(invoice));
  const auto root = parsed.document().document_element(), credit_root = credit.document().document_element();
  EXPECT_EQ(names_of(root),
            "CustomizationID ProfileID ID IssueDate DueDate InvoiceTypeCode Note DocumentCurrencyCode BuyerReference "
            "InvoicePeriod OrderReference ContractDocumentReference AccountingSupplierParty AccountingCustomerParty "
            "PaymentMeans PaymentTerms TaxTotal LegalMonetaryTotal InvoiceLine ");
  EXPECT_EQ(names_of(credit_root),
            "CustomizationID ProfileID ID IssueDate CreditNoteTypeCode Note DocumentCurrencyCode BuyerReference "
            "InvoicePeriod OrderReference BillingReference ContractDocumentReference AccountingSupplierParty "
            "AccountingCustomerParty PaymentMeans PaymentTerms TaxTotal LegalMonetaryTotal CreditNoteLine ");
  EXPECT_EQ(names_of(root.child("cac:InvoiceLine")),
            "ID Note InvoicedQuantity LineExtensionAmount InvoicePeriod DocumentReference Item Price ");
  EXPECT_EQ(names_of(credit_root.child("cac:CreditNoteLine")),
            "ID Note CreditedQuantity LineExtensionAmount InvoicePeriod DocumentReference Item Price ");
  EXPECT_EQ(names_of(root.child("cac:AccountingSupplierParty").child("cac:Party")),
            "EndpointID PartyName PostalAddress PartyTaxScheme PartyLegalEntity Contact ");
}

TEST(UblDocument, TheSameInvoiceGivesTheSameBytes) { EXPECT_EQ(written(two_prices()), written(two_prices())); }

std::optional<fs::path> schemas() {
  const auto* shared = std::getenv("SLUSS_SHARED_DATA");
  const auto folder = shared ? fs::path(shared) : fs::path(SLUSS_TESTDATA) / "../../../../shared/data";
  const auto schemas = (folder / "ubl-2.1-xsd/maindoc").lexically_normal();
  return fs::exists(schemas) ? std::optional(schemas) : std::nullopt;
}

TEST(UblDocument, ValidByTheSchema) {
  const auto folder = schemas();
  if (!folder) GTEST_SKIP() << "no UBL 2.1 schemas: set SLUSS_SHARED_DATA to the folder that holds ubl-2.1-xsd";
  if (std::system("xmllint --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "xmllint is not installed";
  const test::TemporaryFolder scratch;
  const auto file = scratch.path() / "document.xml";
  for (const auto& [name, invoice] : cases()) {
    std::ofstream(file, std::ios::binary) << written(invoice);
    const auto xsd = *folder / ("UBL-" + std::string(kind_of(invoice).root) + "-2.1.xsd");
    const auto command = "xmllint --nonet --noout --schema '" + xsd.string() + "' '" + file.string() + "' 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << name;
  }
}

}  // namespace
}  // namespace sluss::ubl
