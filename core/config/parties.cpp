#include "config/drafts.h"
#include "config/fields.h"
#include "config/values.h"

namespace sluss::config {
namespace {

using domain::Contact;
using domain::Endpoint;
using domain::Institution;
using domain::Provider;
using domain::Unit;

const auto read_organisation_number = identifier(domain::check_organisation_number);

void read_contact(const Node& node, ParseContext& context, Contact& contact) {
  Fields fields(node, context);
  fields.required("name", read_text, contact.name, "VFU-samordnaren");
  fields.optional("phone", read_text, contact.phone);
  fields.optional("email", read_text, contact.email);
  fields.done();
  if (!contact.email.empty() && contact.email.find('@') == std::string::npos)
    context.diagnostics.add(node["email"], "expected an e-mail address with \"@\"");
}

void read_scheme(const Node& node, ParseContext& context, std::string& scheme) {
  read_text(node, context, scheme);
  const bool is_scheme = scheme.size() == 4 && scheme.find_first_not_of("0123456789") == std::string::npos;
  if (!scheme.empty() && !is_scheme)
    context.diagnostics.add(node, "expected four digits of the list of electronic address schemes, such as \"0007\"",
                            "write it in quotes, with its zeros");
}

void read_endpoint(const Node& node, ParseContext& context, Endpoint& endpoint) {
  Fields fields(node, context);
  fields.required("scheme", read_scheme, endpoint.scheme, "\"0007\"");
  // Scheme 0007 is Sweden's organisation numbers.
  if (endpoint.scheme == "0007") fields.required("id", read_organisation_number, endpoint.id, "\"2021005489\"");
  // And 0088 is GLN.
  else if (endpoint.scheme == "0088")
    fields.required("id", identifier(domain::check_gln), endpoint.id, "\"7300010000001\"");
  else fields.required("id", read_text, endpoint.id, "\"7300010000001\"");
  fields.done();
}

void read_series(const Node& node, ParseContext& context, std::string& series) {
  std::string text;
  read_text(node, context, text);
  if (text.empty()) return;
  // With the number and its check digit it must fit into an OCR reference of 25 digits.
  const bool is_series = text.size() <= 12 && text.find_first_not_of("0123456789") == std::string::npos;
  if (is_series) series = text;
  else context.diagnostics.add(node, "expected 1 to 12 digits, which the unit's invoice numbers begin with");
}

template <class Party>
void read_address(Fields& fields, Party& party) {
  fields.optional("street", read_text, party.street);
  fields.optional("postal_code", read_text, party.postal_code);
  fields.optional("city", read_text, party.city);
}

}  // namespace

Institution read_institution(const Node& node, ParseContext& context) {
  Institution institution;
  Fields fields(node, context);
  fields.required("id", read_name, institution.id, "larosate-01");
  fields.required("name", read_text, institution.name, "Exempeluniversitetet");
  fields.required("organisation_number", read_organisation_number, institution.organisation_number, "\"2021005489\"");
  fields.optional("aliases", read_texts, institution.aliases);
  fields.optional("channel", read_name, institution.channel);
  fields.optional("endpoint", read_endpoint, institution.endpoint);
  fields.optional("buyer_reference", read_text, institution.buyer_reference);
  fields.optional("order_reference", read_text, institution.order_reference);
  read_address(fields, institution);
  fields.optional("contact", read_contact, institution.contact);
  fields.done();
  return institution;
}

Provider read_provider(const Node& node, ParseContext& context) {
  Provider provider;
  Fields fields(node, context);
  fields.required("id", read_name, provider.id, "kommunen");
  fields.required("name", read_text, provider.name, "Exempelby kommun");
  fields.done();
  return provider;
}

Unit read_unit(const Node& node, ParseContext& context) {
  Unit unit;
  Fields fields(node, context);
  fields.required("id", read_name, unit.id, "ostra-geriatriken");
  fields.required("provider", read_name, unit.provider, "kommunen");
  fields.required("name", read_text, unit.name, "Östra geriatriken");
  fields.optional("hsa_id", identifier(domain::check_hsa_id), unit.hsa_id);
  fields.required("organisation_number", read_organisation_number, unit.organisation_number, "\"2120000142\"");
  fields.optional("aliases", read_texts, unit.aliases);
  fields.optional("bankgiro", identifier(domain::check_bankgiro), unit.bankgiro);
  fields.optional("plusgiro", identifier(domain::check_plusgiro), unit.plusgiro);
  fields.required("series", read_series, unit.series, "\"1001\"");
  read_address(fields, unit);
  fields.optional("contact", read_contact, unit.contact);
  fields.done();
  if (node.is_map() && !node.has("bankgiro") && !node.has("plusgiro"))
    context.diagnostics.add(node, "\"bankgiro\" or \"plusgiro\" is missing: the unit is paid there");
  return unit;
}

}  // namespace sluss::config
