#include "domain/identifiers.h"
#include "rule_checks.h"

namespace sluss::ubl {
namespace {

/// What each party must have, and by which rule.
struct Needs {
  const char* path;
  const char *name, *address, *country, *endpoint, *scheme;
};

constexpr Needs seller_needs{
    "cac:AccountingSupplierParty/cac:Party", "BR-06", "BR-08", "BR-09", "PEPPOL-EN16931-R020", "BR-62"};
constexpr Needs buyer_needs{
    "cac:AccountingCustomerParty/cac:Party", "BR-07", "BR-10", "BR-11", "PEPPOL-EN16931-R010", "BR-63"};

/// The list of electronic address schemes.
constexpr auto address_schemes =
    "0002 0007 0009 0060 0088 0096 0097 0106 0130 0135 0142 0151 0158 0183 0184 0188 0190 0191 0192 0195 0196 0198 "
    "0199 0200 0201 0204 0208 0209 0210 0211 0216 0218 0221 0225 0230 0235 0240 0242 0244 0245 0246 0248 9910 9913 "
    "9914 9915 9918 9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937 9938 "
    "9939 9940 9941 9942 9943 9944 9945 9946 9947 9948 9949 9950 9951 9952 9953 9957 9959";

constexpr auto swedish_organisation = "0007", global_location = "0088";

bool is_organisation_number(std::string_view id) { return id.size() == 10 && is_digits(id) && domain::luhn_holds(id); }

/// An id that says of which scheme it is.
void check_id(pugi::xml_node id, Breaches& breaches) {
  const std::string_view scheme = id.attribute("schemeID").value();
  const auto text = text_at(id, ".");
  if (scheme == swedish_organisation)
    breaches.require(is_organisation_number(text), "PEPPOL-COMMON-R049",
                     std::string(id.name()) + " of scheme 0007 is no organisation number");
  if (scheme == global_location)
    breaches.require(domain::gs1_holds(text), "PEPPOL-COMMON-R040",
                     std::string(id.name()) + " of scheme 0088 is no GLN: its check digit is wrong");
}

void check_endpoint(pugi::xml_node party, const Needs& needs, const std::string& whose, Breaches& breaches) {
  const auto endpoint = party.child("cbc:EndpointID");
  breaches.require(endpoint, needs.endpoint, whose + "/cbc:EndpointID is missing");
  if (!endpoint) return;
  const std::string_view scheme = endpoint.attribute("schemeID").value();
  breaches.require(!scheme.empty(), needs.scheme, whose + "/cbc:EndpointID has no schemeID");
  breaches.require(scheme.empty() || is_listed(scheme, address_schemes), "PEPPOL-EN16931-CL008",
                   whose + "/cbc:EndpointID is of a scheme that the network does not know");
}

void check_party(pugi::xml_node root, const Needs& needs, Breaches& breaches) {
  const auto party = root.first_element_by_path(needs.path);
  const std::string whose = needs.path;
  const auto require = [&](const char* path, const char* rule) {
    breaches.require(!text_at(party, path).empty(), rule, whose + "/" + path + " is missing");
  };
  require("cac:PartyLegalEntity/cbc:RegistrationName", needs.name);
  breaches.require(party.child("cac:PostalAddress"), needs.address, whose + "/cac:PostalAddress is missing");
  if (party.child("cac:PostalAddress")) require("cac:PostalAddress/cac:Country/cbc:IdentificationCode", needs.country);
  check_endpoint(party, needs, whose, breaches);
  check_id(party.child("cbc:EndpointID"), breaches);
  check_id(party.first_element_by_path("cac:PartyLegalEntity/cbc:CompanyID"), breaches);
  for (const auto identification : party.children("cac:PartyIdentification"))
    check_id(identification.child("cbc:ID"), breaches);
}

/// Somebody must be able to tell who the seller is, and where it is registered.
void check_registrations(pugi::xml_node party, Breaches& breaches) {
  bool known = party.child("cac:PartyIdentification") || !text_at(party, "cac:PartyLegalEntity/cbc:CompanyID").empty();
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  for (const auto scheme : party.children("cac:PartyTaxScheme")) {
    if (text_at(scheme, "cac:TaxScheme/cbc:ID") != "VAT") continue;
    known = true;
    const auto id = text_at(scheme, "cbc:CompanyID");
    breaches.require(id.size() > 2 && is_capital(id[0]) && is_capital(id[1]), "BR-CO-09",
                     "the seller's VAT id does not begin with a country");
  }
  breaches.require(known, "BR-CO-26", "the seller has no id, no organisation number and no VAT id");
}

}  // namespace

void check_parties(const Examined& document, Breaches& breaches) {
  const auto root = document.root;
  check_party(root, seller_needs, breaches);
  check_party(root, buyer_needs, breaches);
  check_registrations(root.first_element_by_path(seller_needs.path), breaches);
}

void check_payment(const Examined& document, Breaches& breaches) {
  for (const auto means : document.root.children("cac:PaymentMeans")) {
    breaches.require_element(means, "cbc:PaymentMeansCode", "BR-49");
    const bool sends_money = is_listed(text_at(means, "cbc:PaymentMeansCode"), "30 58");
    breaches.require(!sends_money || !text_at(means, "cac:PayeeFinancialAccount/cbc:ID").empty(), "BR-61",
                     "cac:PayeeFinancialAccount/cbc:ID is missing, and the money is to be sent there");
  }
}

}  // namespace sluss::ubl
