#include "parties.h"

#include <string>

#include "domain/identifiers.h"
#include "xml.h"

namespace sluss::ubl {
namespace {

/// Swedish organisation numbers in the list of electronic address schemes and of identifier schemes (ICD).
constexpr auto organisation_scheme = "0007";

/// What both parties have, in words of their own.
struct Party {
  std::string name, organisation_number, vat_id, street, city, postal_code;
  domain::Endpoint endpoint;
  domain::Contact contact;
};

Party party_of(const domain::Seller& seller, domain::VatRule vat) {
  const auto vat_id = vat == domain::VatRule::exempt ? domain::vat_id_of(seller.organisation_number) : std::string();
  return {seller.name, seller.organisation_number, vat_id, seller.street,
          seller.city, seller.postal_code,         {},     seller.contact};
}

Party party_of(const domain::Buyer& buyer) {
  return {buyer.name,   buyer.organisation_number, {}, buyer.street, buyer.city, buyer.postal_code, buyer.endpoint,
          buyer.contact};
}

void add_with_scheme(pugi::xml_node parent, const char* name, const std::string& id, const std::string& scheme) {
  if (auto element = add(parent, name, id)) element.append_attribute("schemeID").set_value(scheme.c_str());
}

void add_endpoint(pugi::xml_node to, const Party& party) {
  const bool own = !party.endpoint.scheme.empty() && !party.endpoint.id.empty();
  if (own) add_with_scheme(to, "cbc:EndpointID", party.endpoint.id, party.endpoint.scheme);
  else add_with_scheme(to, "cbc:EndpointID", party.organisation_number, organisation_scheme);
}

void add_address(pugi::xml_node to, const Party& party) {
  auto address = to.append_child("cac:PostalAddress");
  add(address, "cbc:StreetName", party.street);
  add(address, "cbc:CityName", party.city);
  add(address, "cbc:PostalZone", party.postal_code);
  add(address.append_child("cac:Country"), "cbc:IdentificationCode", "SE");
}

void add_tax_scheme(pugi::xml_node to, const Party& party) {
  if (party.vat_id.empty()) return;
  auto scheme = to.append_child("cac:PartyTaxScheme");
  add(scheme, "cbc:CompanyID", party.vat_id);
  add_vat_scheme(scheme);
}

void add_legal_entity(pugi::xml_node to, const Party& party) {
  auto entity = to.append_child("cac:PartyLegalEntity");
  add(entity, "cbc:RegistrationName", party.name);
  add_with_scheme(entity, "cbc:CompanyID", party.organisation_number, organisation_scheme);
}

void add_contact(pugi::xml_node to, const Party& party) {
  auto contact = to.append_child("cac:Contact");
  add(contact, "cbc:Name", party.contact.name);
  add(contact, "cbc:Telephone", party.contact.phone);
  add(contact, "cbc:ElectronicMail", party.contact.email);
  drop_if_empty(contact);
}

void add_party(pugi::xml_node role, const Party& from) {
  auto party = role.append_child("cac:Party");
  add_endpoint(party, from);
  add(party.append_child("cac:PartyName"), "cbc:Name", from.name);
  add_address(party, from);
  add_tax_scheme(party, from);
  add_legal_entity(party, from);
  add_contact(party, from);
}

}  // namespace

void add_parties(pugi::xml_node invoice, const domain::Invoice& from) {
  add_party(invoice.append_child("cac:AccountingSupplierParty"), party_of(from.seller, from.vat));
  add_party(invoice.append_child("cac:AccountingCustomerParty"), party_of(from.buyer));
}

}  // namespace sluss::ubl
