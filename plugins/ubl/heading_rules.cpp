#include "base/day.h"
#include "rule_checks.h"

namespace sluss::ubl {
namespace {

constexpr std::string_view customization = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
constexpr std::string_view profile_begins = "urn:fdc:peppol.eu:2017:poacc:billing:";

/// UNTDID 1001, as the profile allows it.
constexpr auto invoice_types =
    "71 80 82 84 102 218 219 326 331 380 382 383 384 386 388 393 395 553 575 623 780 817 870 875 876 877";
constexpr auto credit_note_types = "81 83 381 396 532";

void check_profile(pugi::xml_node root, Breaches& breaches) {
  breaches.require_element(root, "cbc:CustomizationID", "BR-01");
  breaches.require_element(root, "cbc:ProfileID", "PEPPOL-EN16931-R001");
  const auto specification = text_at(root, "cbc:CustomizationID");
  breaches.require(specification.starts_with(customization) && specification.find("::") == std::string_view::npos,
                   "PEPPOL-EN16931-R004", "cbc:CustomizationID is not that of Peppol BIS Billing 3");
  const auto profile = text_at(root, "cbc:ProfileID");
  const bool known = profile.starts_with(profile_begins) && profile.ends_with(":1.0") &&
                     profile.size() == profile_begins.size() + 6 && is_digits(profile.substr(profile_begins.size(), 2));
  breaches.require(known, "PEPPOL-EN16931-R007", "cbc:ProfileID is no billing process of Peppol");
}

void check_type(const Examined& document, Breaches& breaches) {
  const auto& kind = document.kind;
  breaches.require_element(document.root, kind.type, "BR-04");
  const auto type = text_at(document.root, kind.type);
  breaches.require(type.empty() || is_listed(type, kind.credits ? credit_note_types : invoice_types),
                   kind.credits ? "PEPPOL-EN16931-P0101" : "PEPPOL-EN16931-P0100",
                   "the type code is not one of this kind of document");
}

void check_references(const Examined& document, Breaches& breaches) {
  const auto root = document.root;
  breaches.require(root.child("cbc:BuyerReference") || root.first_element_by_path("cac:OrderReference/cbc:ID"),
                   "PEPPOL-EN16931-R003", "there is neither cbc:BuyerReference nor cac:OrderReference/cbc:ID");
  for (const auto reference : root.children("cac:BillingReference"))
    breaches.require_element(reference, "cac:InvoiceDocumentReference/cbc:ID", "BR-55");
  breaches.require(!document.kind.credits || root.child("cac:BillingReference"), "SLUSS-R01",
                   "cac:BillingReference is missing: a credit note says which invoice it credits");
}

void check_period(pugi::xml_node root, Breaches& breaches) {
  const auto period = root.child("cac:InvoicePeriod");
  if (!period) return;
  const auto first = text_at(period, "cbc:StartDate"), last = text_at(period, "cbc:EndDate");
  breaches.require(!first.empty() || !last.empty(), "BR-CO-19", "cac:InvoicePeriod has neither start nor end");
  breaches.require(first.empty() || last.empty() || first <= last, "BR-29", "cac:InvoicePeriod ends before it begins");
}

/// The VAT in the currency of the books stands in a TaxTotal without parts.
bool may_be_in_another_currency(pugi::xml_node amount) {
  const auto parent = amount.parent();
  return std::string_view(parent.name()) == "cac:TaxTotal" && !parent.child("cac:TaxSubtotal");
}

void check_element(pugi::xml_node element, std::string_view currency, Breaches& breaches) {
  const std::string_view name = element.name();
  if (!element.first_child()) breaches.require(false, "PEPPOL-EN16931-R008", std::string(name) + " is empty");
  if (const auto stated = element.attribute("currencyID"))
    breaches.require(stated.value() == currency || may_be_in_another_currency(element), "PEPPOL-EN16931-R051",
                     "an amount is in another currency than cbc:DocumentCurrencyCode says");
  if (name.ends_with("Date"))
    breaches.require(parse_iso_day(element.text().get()).has_value(), "PEPPOL-EN16931-F001",
                     "a date is not written YYYY-MM-DD");
  for (const auto child : element.children())
    if (child.type() == pugi::node_element) check_element(child, currency, breaches);
}

}  // namespace

void check_heading(const Examined& document, Breaches& breaches) {
  const auto root = document.root;
  check_profile(root, breaches);
  breaches.require_element(root, "cbc:ID", "BR-02");
  breaches.require_element(root, "cbc:IssueDate", "BR-03");
  check_type(document, breaches);
  breaches.require_element(root, "cbc:DocumentCurrencyCode", "BR-05");
  const auto note = root.child("cbc:Note");
  breaches.require(!note.next_sibling("cbc:Note"), "PEPPOL-EN16931-R002", "there is more than one cbc:Note");
  check_references(document, breaches);
  check_period(root, breaches);
  // The standard asked this of invoices until May 2026; we go on asking it of both documents.
  breaches.require(root.child("cbc:DueDate") || root.first_element_by_path("cac:PaymentTerms/cbc:Note"), "BR-CO-25",
                   "there is neither cbc:DueDate nor cac:PaymentTerms/cbc:Note");
}

void check_elements(const Examined& document, Breaches& breaches) {
  check_element(document.root, text_at(document.root, "cbc:DocumentCurrencyCode"), breaches);
}

}  // namespace sluss::ubl
