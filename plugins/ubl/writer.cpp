#include "writer.h"

#include <algorithm>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "kind.h"
#include "lines.h"
#include "parties.h"
#include "xml.h"

namespace sluss::ubl {
namespace {

constexpr auto customization = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
constexpr auto profile = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
constexpr auto credit_transfer = "30";  ///< UNCL4461; the only one for bankgiro and plusgiro (SE-R-011, SE-R-012)

/// A list of faults that a person can still read.
constexpr std::size_t most_faults = 20;

/// Names that are empty, or have no character that XML can hold: the format demands them, the domain does not.
std::vector<std::string> missing_names(const domain::Invoice& invoice) {
  std::vector<std::string> missing;
  if (xml_text(invoice.seller.name).empty()) missing.emplace_back("the seller has no name");
  if (xml_text(invoice.buyer.name).empty()) missing.emplace_back("the buyer has no name");
  return missing;
}

Result<void> check(const domain::Invoice& invoice) {
  auto faults = missing_names(invoice);
  for (auto& fault : domain::faults_of(invoice)) faults.push_back(std::move(fault));
  if (faults.empty()) return {};
  const auto all = faults.size();
  faults.resize(std::min(all, most_faults));
  if (all > most_faults) faults.push_back("and " + std::to_string(all - most_faults) + " more");
  return fail(Fault::data, "ubl: invoice " + invoice.number + " may not leave: " + join(faults, "; "));
}

std::string buyer_reference(const domain::Invoice& invoice) {
  const auto& buyer = invoice.buyer;
  if (!xml_text(buyer.buyer_reference).empty() || !xml_text(buyer.order_reference).empty())
    return buyer.buyer_reference;
  if (!xml_text(buyer.contact.name).empty()) return buyer.contact.name;
  return xml_text(invoice.agreement_document).empty() ? invoice.agreement : invoice.agreement_document;
}

/// "Ersättning för verksamhetsförlagd utbildning HT2026", and which supplement it is, or what it credits.
std::string note_of(const domain::Invoice& invoice) {
  auto note = "Ersättning för verksamhetsförlagd utbildning " + invoice.term;
  if (invoice.supplement > 0) note += ", tilläggsfaktura " + std::to_string(invoice.supplement);
  if (invoice.credits) note += ", kredit av faktura " + invoice.credits->number;
  return note;
}

void add_reference(pugi::xml_node root, const char* name, const std::string& id) {
  auto reference = root.append_child(name);
  add(reference, "cbc:ID", id);
  drop_if_empty(reference);
}

/// The invoice that is credited, by its number and its day, so that it is taken for no other.
void add_billing_reference(pugi::xml_node root, const domain::Invoice& invoice) {
  if (!invoice.credits) return;
  auto reference = root.append_child("cac:BillingReference").append_child("cac:InvoiceDocumentReference");
  add(reference, "cbc:ID", invoice.credits->number);
  add(reference, "cbc:IssueDate", to_iso(invoice.credits->issued));
}

/// The elements of both documents stand in the same order; a credit note's schema has no due date.
void add_header(pugi::xml_node root, const domain::Invoice& invoice) {
  add(root, "cbc:CustomizationID", customization);
  add(root, "cbc:ProfileID", profile);
  add(root, "cbc:ID", invoice.number);
  add(root, "cbc:IssueDate", to_iso(invoice.issued));
  if (!invoice.is_credit_note()) add(root, "cbc:DueDate", to_iso(invoice.due));
  add(root, kind_of(invoice).type, kind_of(invoice).type_code);
  add(root, "cbc:Note", note_of(invoice));
  add(root, "cbc:DocumentCurrencyCode", "SEK");
  add(root, "cbc:BuyerReference", buyer_reference(invoice));
  add_period(root, invoice.period_first, invoice.period_last);
  add_reference(root, "cac:OrderReference", invoice.buyer.order_reference);
  add_billing_reference(root, invoice);
  add_reference(root, "cac:ContractDocumentReference",
                invoice.agreement_document.empty() ? invoice.agreement : invoice.agreement_document);
}

void add_account(pugi::xml_node means, const domain::Seller& seller) {
  const bool bankgiro = !seller.bankgiro.empty();
  auto account = means.append_child("cac:PayeeFinancialAccount");
  add(account, "cbc:ID", bankgiro ? seller.bankgiro : seller.plusgiro);
  add(account, "cbc:Name", seller.name);
  add(account.append_child("cac:FinancialInstitutionBranch"), "cbc:ID", bankgiro ? "SE:BANKGIRO" : "SE:PLUSGIRO");
}

std::string terms_of(const domain::Invoice& invoice) {
  if (invoice.credits)
    return "Avräknas mot faktura " + invoice.credits->number + " av den " + to_iso(invoice.credits->issued);
  return std::to_string((invoice.due - invoice.issued).count()) + " dagar netto, betalas senast " + to_iso(invoice.due);
}

void add_payment(pugi::xml_node root, const domain::Invoice& invoice) {
  auto means = root.append_child("cac:PaymentMeans");
  add(means, "cbc:PaymentMeansCode", credit_transfer);
  add(means, "cbc:PaymentID", invoice.ocr);
  add_account(means, invoice.seller);
  add(root.append_child("cac:PaymentTerms"), "cbc:Note", terms_of(invoice));
}

/// A stream would take a want of memory for the end of the document.
class Bytes final : public pugi::xml_writer {
 public:
  void write(const void* data, std::size_t size) override { all.append(static_cast<const char*>(data), size); }
  std::string all;
};

std::string bytes_of(const pugi::xml_document& document) {
  Bytes bytes;
  document.save(bytes, "  ", pugi::format_indent, pugi::encoding_utf8);
  return std::move(bytes.all);
}

}  // namespace

Result<std::string> write_document(const domain::Invoice& invoice) {
  SLUSS_TRY(check(invoice));
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version").set_value("1.0");
  declaration.append_attribute("encoding").set_value("UTF-8");
  auto root = document.append_child(kind_of(invoice).root);
  root.append_attribute("xmlns").set_value(kind_of(invoice).space);
  root.append_attribute("xmlns:cac").set_value(aggregate_namespace);
  root.append_attribute("xmlns:cbc").set_value(basic_namespace);
  add_header(root, invoice);
  add_parties(root, invoice);
  add_payment(root, invoice);
  add_totals(root, invoice);
  add_lines(root, invoice);
  return bytes_of(document);
}

}  // namespace sluss::ubl
