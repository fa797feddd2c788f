// The rules of Peppol BIS Billing 3 that an invoice of ours could break, and the way back.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <pugixml.hpp>

#include "base/text.h"
#include "reader.h"
#include "sample.h"
#include "ubl_codec.h"
#include "writer.h"
#include "xml.h"

namespace sluss::ubl {
namespace {

namespace fs = std::filesystem;

std::string written(const domain::Invoice& invoice) {
  auto bytes = write_invoice(invoice);
  EXPECT_TRUE(bytes) << bytes.error().what;
  return bytes ? *bytes : std::string();
}

/// A document as XPath sees it, with the prefixes that the writer uses.
class Parsed {
 public:
  explicit Parsed(const domain::Invoice& invoice) { document_.load_string(written(invoice).c_str()); }
  [[nodiscard]] std::string text(const char* path) const {
    return document_.select_node(path).node().text().as_string();
  }
  [[nodiscard]] std::size_t count(const char* path) const { return document_.select_nodes(path).size(); }
  [[nodiscard]] std::vector<std::string> texts(const char* path) const {
    std::vector<std::string> all;
    for (const auto& found : document_.select_nodes(path)) all.emplace_back(found.node().text().as_string());
    return all;
  }
  [[nodiscard]] const pugi::xml_document& document() const { return document_; }

 private:
  pugi::xml_document document_;
};

domain::Invoice big_invoice(int lines) {
  auto invoice = sample_head();
  for (int i = 0; i < lines; ++i) {
    const auto first = make_day(2026, 9, 7) + std::chrono::days(i % 60);
    add_sample_line(invoice, "P-" + std::to_string(i), first, first + std::chrono::days(29), 1 + i % 22, {157131});
  }
  return invoice;
}

domain::Invoice two_prices() {
  auto invoice = sample_head();
  add_sample_line(invoice, "P-1", make_day(2026, 12, 28), make_day(2026, 12, 31), 4, {153000});
  add_sample_line(invoice, "P-1", make_day(2027, 1, 1), make_day(2027, 1, 8), 6, {157131});
  return invoice;
}

domain::Invoice bare_invoice() {
  auto invoice = sample_invoice();
  invoice.buyer.buyer_reference.clear();
  invoice.buyer.endpoint = {};
  invoice.buyer.contact = {};
  invoice.buyer.street = invoice.buyer.city = invoice.buyer.postal_code = "";
  invoice.seller.street = invoice.seller.city = invoice.seller.postal_code = "";
  invoice.seller.contact = {};
  invoice.lines.front().programme = invoice.lines.front().course = "";
  return invoice;
}

domain::Invoice outside_vat() {
  auto invoice = sample_invoice();
  invoice.vat = domain::VatRule::outside;
  return invoice;
}

domain::Invoice strange_names() {
  auto invoice = sample_invoice();
  invoice.lines.front().student_name = "Ægir <&> \"Ω\" Жанна 李 \U0001F600 \x01\xEF\xBF\xBE\tD'Ö\xFFrn ]]>";
  invoice.seller.name = "Å&Ö <Omsorg>";
  return invoice;
}

std::vector<std::pair<std::string, domain::Invoice>> cases() {
  auto plusgiro = sample_invoice();
  plusgiro.seller.bankgiro.clear();
  auto ordered = sample_invoice();
  ordered.buyer.order_reference = "12345678";
  auto supplement = sample_invoice();
  supplement.supplement = 2;
  return {{"one line", sample_invoice()},
          {"two lines, two prices", two_prices()},
          {"2000 lines", big_invoice(2000)},
          {"outside VAT", outside_vat()},
          {"bare", bare_invoice()},
          {"strange names", strange_names()},
          {"plusgiro", plusgiro},
          {"order reference", ordered},
          {"supplement", supplement}};
}

/// The sum of all that XPath finds, in öre.
Ore sum_of(const Parsed& parsed, const char* path) {
  Ore sum;
  for (const auto& text : parsed.texts(path)) sum += parse_decimal_kronor(text).value_or(Ore{1});
  return sum;
}

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
  EXPECT_EQ(configured.text("//cac:AccountingCustomerParty//cbc:EndpointID[@schemeID='0088']"), "7350000000006");
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

TEST(UblRules, SumsAddUp) {  // BR-CO-10, BR-CO-13, BR-CO-15
  for (const auto& [name, invoice] : cases()) {
    const Parsed parsed(invoice);
    const auto lines = to_decimal(sum_of(parsed, "//cac:InvoiceLine/cbc:LineExtensionAmount"));
    for (const auto* total : {"LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount"})
      EXPECT_EQ(parsed.text(("//cac:LegalMonetaryTotal/cbc:" + std::string(total)).c_str()), lines) << name;
    EXPECT_EQ(parsed.text("//cac:TaxSubtotal/cbc:TaxableAmount"), lines) << name;
    EXPECT_EQ(parsed.text("/Invoice/cac:TaxTotal/cbc:TaxAmount"), "0.00") << name;
  }
}

TEST(UblRules, EachLineIsItsQuantityTimesItsPrice) {  // R120, tolerance 0.02
  for (const auto& [name, invoice] : cases()) {
    const Parsed parsed(invoice);
    for (const auto& found : parsed.document().select_nodes("//cac:InvoiceLine")) {
      const auto line = found.node();
      const auto days = line.child("cbc:InvoicedQuantity").text().as_llong();
      const auto price = parse_decimal_kronor(line.child("cac:Price").child("cbc:PriceAmount").text().as_string());
      const auto amount = parse_decimal_kronor(line.child("cbc:LineExtensionAmount").text().as_string());
      ASSERT_TRUE(price && amount) << name;
      EXPECT_LE(std::abs(amount->value * 5 - days * price->value), 2 * 5) << name;
    }
  }
}

TEST(UblRules, LinePeriodsLieInsideTheDocuments) {  // R110, R111
  for (const auto& [name, invoice] : cases()) {
    const Parsed parsed(invoice);
    const auto first = parsed.text("/Invoice/cac:InvoicePeriod/cbc:StartDate");
    const auto last = parsed.text("/Invoice/cac:InvoicePeriod/cbc:EndDate");
    for (const auto& day : parsed.texts("//cac:InvoiceLine/cac:InvoicePeriod/*"))
      EXPECT_TRUE(first <= day && day <= last) << name << ": " << day;
  }
}

TEST(UblRules, AmountsHaveTwoDecimalsAndACurrency) {  // BR-DEC
  for (const auto& [name, invoice] : cases()) {
    const Parsed parsed(invoice);
    for (const auto& amount : parsed.texts("//*[@currencyID]")) EXPECT_EQ(amount.find('.') + 3, amount.size()) << name;
    EXPECT_EQ(parsed.count("//*[contains(name(), 'Amount') and not(@currencyID='SEK')]"), 0U) << name;
  }
}

TEST(UblRules, NoElementIsEmpty) {  // R008
  for (const auto& [name, invoice] : cases())
    EXPECT_EQ(Parsed(invoice).count("//*[not(*) and normalize-space()='']"), 0U) << name;
}

TEST(UblRules, TheSameInvoiceGivesTheSameBytes) { EXPECT_EQ(written(two_prices()), written(two_prices())); }

TEST(UblWriter, NamesKeepEveryCharacterThatXmlCanHold) {
  const Parsed parsed(strange_names());
  EXPECT_EQ(parsed.text("//cac:Item/cbc:Description"), "Ægir <&> \"Ω\" Жанна 李 \U0001F600 D'Örn ]]>, Å&Ö <Omsorg>");
}

TEST(UblXml, TextLosesOnlyWhatXmlCannotHold) {
  EXPECT_EQ(xml_text("  a\r\n\tb\x02 c "), "a b c");
  EXPECT_EQ(xml_text(std::string_view("a\0b", 3)), "a b");
  EXPECT_EQ(xml_text("a\xEF\xBF\xBE\xEF\xBF\xBF"
                     "b\xC3"),
            "ab");
  EXPECT_EQ(xml_text("\xED\xA0\x80x"), "x");
  EXPECT_EQ(xml_text("\U0010FFFF\uFFFD\u00A0å"), "\U0010FFFF\uFFFD\u00A0å");
  EXPECT_EQ(xml_text("\x01\x02"), "");
}

TEST(UblWriter, RefusesAnInvoiceWithFaultsAndListsThemAll) {
  auto invoice = sample_invoice();
  invoice.total += Ore{1};
  invoice.seller.bankgiro = invoice.seller.plusgiro = "";
  invoice.buyer.name = "\x01";
  const auto bytes = write_invoice(invoice);
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().fault, Fault::data);
  EXPECT_NE(bytes.error().what.find("1010000001"), std::string::npos);
  EXPECT_NE(bytes.error().what.find("bankgiro or plusgiro"), std::string::npos);
  EXPECT_NE(bytes.error().what.find("name of its buyer"), std::string::npos);
  EXPECT_GE(std::count(bytes.error().what.begin(), bytes.error().what.end(), ';'), 2);
  EXPECT_EQ(bytes.error().what.find("Öhrn"), std::string::npos);
}

std::optional<fs::path> schema() {
  const auto* shared = std::getenv("SLUSS_SHARED_DATA");
  const auto folder = shared ? fs::path(shared) : fs::path(SLUSS_TESTDATA) / "../../../../shared/data";
  const auto file = folder / "ubl-2.1-xsd/maindoc/UBL-Invoice-2.1.xsd";
  return fs::exists(file) ? std::optional(file) : std::nullopt;
}

TEST(UblRules, ValidByTheSchema) {
  const auto xsd = schema();
  if (!xsd) GTEST_SKIP() << "no UBL 2.1 schemas: set SLUSS_SHARED_DATA to the folder that holds ubl-2.1-xsd";
  if (std::system("xmllint --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "xmllint is not installed";
  const auto file = fs::path(testing::TempDir()) / "sluss-ubl-test.xml";
  for (const auto& [name, invoice] : cases()) {
    std::ofstream(file, std::ios::binary) << written(invoice);
    const auto command = "xmllint --nonet --noout --schema '" + xsd->string() + "' '" + file.string() + "' 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << name;
  }
  fs::remove(file);
}

TEST(UblReader, ReadsBackWhatWasWritten) {
  for (const auto& [name, invoice] : cases()) {
    const auto body = read_document(written(invoice));
    ASSERT_TRUE(body) << name << ": " << body.error().what;
    EXPECT_EQ((*body)["number"], Value(invoice.number)) << name;
    EXPECT_EQ((*body)["issued"], Value("2026-12-01")) << name;
    EXPECT_EQ((*body)["due"], Value("2026-12-31")) << name;
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

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
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

class TextInput final : public Input {
 public:
  explicit TextInput(std::string text) : text_(std::move(text)) {}
  Result<std::size_t> read(std::span<char> buffer) override {
    const auto count = std::min(buffer.size(), text_.size() - at_);
    std::copy_n(text_.begin() + static_cast<std::ptrdiff_t>(at_), count, buffer.begin());
    at_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

Message message_of(const domain::Invoice& invoice) {
  Message message;
  message.kind = "invoice";
  message.key = invoice.key;
  message.body = domain::to_value(invoice);
  return message;
}

TEST(UblCodec, EncodesAMessageAndDecodesItAgain) {
  Ubl codec({});
  const std::vector<Message> messages{message_of(big_invoice(2000))};
  const auto documents = codec.encode(messages);
  ASSERT_TRUE(documents) << documents.error().what;
  ASSERT_EQ(documents->size(), 1U);
  EXPECT_EQ(documents->front().extension, "xml");
  TextInput input(documents->front().bytes);
  std::vector<Record> records;
  const auto decoded = codec.decode(input, [&](Record&& record) -> Result<void> {
    records.push_back(std::move(record));
    return {};
  });
  ASSERT_TRUE(decoded) << decoded.error().what;
  ASSERT_EQ(records.size(), 1U);
  EXPECT_FALSE(records.front().fault);
  EXPECT_EQ(records.front().message.raw, documents->front().bytes);
  EXPECT_EQ(records.front().message.body["total_ore"], Value(big_invoice(2000).total.value));
}

TEST(UblCodec, TakesOneInvoiceADocument) {
  Ubl codec({});
  const std::vector<Message> two(2, message_of(sample_invoice()));
  EXPECT_EQ(codec.encode(two).error().fault, Fault::config);
  EXPECT_EQ(codec.encode({}).error().fault, Fault::config);
}

TEST(UblCodec, RefusesOtherMessages) {
  Ubl codec({});
  std::vector<Message> messages{message_of(sample_invoice())};
  messages.front().kind = "placement";
  EXPECT_EQ(codec.encode(messages).error().fault, Fault::data);
  messages.front() = {};
  messages.front().kind = "invoice";
  EXPECT_EQ(codec.encode(messages).error().fault, Fault::data);
}

}  // namespace
}  // namespace sluss::ubl
