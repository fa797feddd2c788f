// SE-R-001 to SE-R-013: what Sweden asks of sellers in Sweden. Warnings among them are errors with us.
#include "domain/identifiers.h"
#include "rule_checks.h"

namespace sluss::ubl {
namespace {

pugi::xml_node party(const Examined& document, const char* role) {
  return document.root.child(role).child("cac:Party");
}

bool is_swedish(pugi::xml_node party) {
  return text_at(party, "cac:PostalAddress/cac:Country/cbc:IdentificationCode") == "SE";
}

void check_registrations(pugi::xml_node seller, Breaches& breaches) {
  for (const auto scheme : seller.children("cac:PartyTaxScheme")) {
    const auto id = text_at(scheme, "cbc:CompanyID");
    if (text_at(scheme, "cac:TaxScheme/cbc:ID") != "VAT") {
      breaches.require(id == "Godkänd för F-skatt", "SE-R-005",
                       "the seller's tax registration is not the text \"Godkänd för F-skatt\"");
    } else if (id.starts_with("SE")) {
      breaches.require(id.size() == 14, "SE-R-001", "the seller's VAT id does not have 14 characters");
      breaches.require(is_digits(id.substr(2)), "SE-R-002", "the seller's VAT id does not end with digits alone");
    }
  }
}

void check_organisation_number(pugi::xml_node seller, Breaches& breaches) {
  const auto number = text_at(seller, "cac:PartyLegalEntity/cbc:CompanyID");
  if (number.empty()) return;
  breaches.require(is_digits(number), "SE-R-003", "the seller's organisation number does not have digits alone");
  breaches.require(number.size() == 10, "SE-R-004", "the seller's organisation number does not have 10 characters");
  breaches.require(!is_digits(number) || domain::luhn_holds(number), "SE-R-013",
                   "the check digit of the seller's organisation number is wrong");
}

/// Only 25, 12 and 6 % are rates of Sweden.
void check_rate(pugi::xml_node category, Breaches& breaches) {
  if (text_at(category, "cbc:ID") != "S") return;
  const auto rate = amount_at(category, "cbc:Percent");
  breaches.require(rate == Ore{2500} || rate == Ore{1200} || rate == Ore{600}, "SE-R-006",
                   "cbc:Percent is none of the Swedish rates");
}

void check_account(pugi::xml_node means, Breaches& breaches) {
  const auto account = text_at(means, "cac:PayeeFinancialAccount/cbc:ID");
  const auto branch = text_at(means, "cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID");
  if (account.empty()) return;
  if (branch == "SE:PLUSGIRO") {
    breaches.require(is_digits(account), "SE-R-007", "a plusgiro does not have digits alone");
    breaches.require(account.size() >= 2 && account.size() <= 8, "SE-R-010", "a plusgiro does not have 2 to 8 digits");
  } else if (branch == "SE:BANKGIRO") {
    breaches.require(is_digits(account), "SE-R-008", "a bankgiro does not have digits alone");
    breaches.require(account.size() == 7 || account.size() == 8, "SE-R-009", "a bankgiro does not have 7 or 8 digits");
  }
}

void check_means(pugi::xml_node means, bool buyer_is_swedish, Breaches& breaches) {
  const auto code = text_at(means, "cbc:PaymentMeansCode");
  breaches.require(!is_listed(code, "50 56"), "SE-R-011", "cbc:PaymentMeansCode is 50 or 56: a giro is paid to by 30");
  breaches.require(code != "31" || !buyer_is_swedish, "SE-R-012", "cbc:PaymentMeansCode is 31: within Sweden it is 30");
  if (code == "30") check_account(means, breaches);
}

}  // namespace

void check_sweden(const Examined& document, Breaches& breaches) {
  const auto seller = party(document, "cac:AccountingSupplierParty");
  if (!is_swedish(seller)) return;
  check_registrations(seller, breaches);
  check_organisation_number(seller, breaches);
  const bool buyer_is_swedish = is_swedish(party(document, "cac:AccountingCustomerParty"));
  for (const auto means : document.root.children("cac:PaymentMeans")) check_means(means, buyer_is_swedish, breaches);
  for (const auto part : document.root.child("cac:TaxTotal").children("cac:TaxSubtotal"))
    check_rate(part.child("cac:TaxCategory"), breaches);
  for (const auto line : document.lines)
    check_rate(line.first_element_by_path("cac:Item/cac:ClassifiedTaxCategory"), breaches);
}

}  // namespace sluss::ubl
