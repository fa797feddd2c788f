#include "config/form.h"
#include "config/parts.h"

namespace sluss::config {
namespace {

using domain::Agreement;
using domain::Checked;
using Need = Form::Need;

domain::Contact read_contact(const Node& node, Diagnostics& diagnostics) {
  if (node.kind == Node::Kind::missing) return {};
  Form form(node, diagnostics);
  domain::Contact contact{form.text("name"), form.text("phone"), form.text("email")};
  form.done();
  return contact;
}

domain::Endpoint read_endpoint(const Node& node, Diagnostics& diagnostics) {
  if (node.kind == Node::Kind::missing) return {};
  Form form(node, diagnostics);
  domain::Endpoint endpoint{form.text("scheme", Need::required, "a code of the EAS list, such as 0007"),
                            form.text("id", Need::required, "the address within the scheme")};
  form.done();
  return endpoint;
}

std::string read_id(Form& form) {
  auto id = form.text("id", Need::required, "a short name of your own that never changes");
  if (!id.empty() && !is_name(id)) form.fault("id", "an id has small letters, digits and hyphens alone, found \"" + id + "\"");
  return id;
}

/// Street, city, postal code and contact: the same for both parties.
template <class Party>
void read_address(Form& form, Party& party, Diagnostics& diagnostics) {
  party.street = form.text("street");
  party.city = form.text("city");
  party.postal_code = form.text("postal_code");
  party.contact = read_contact(form.node("contact"), diagnostics);
}

void read_institution(const Node& node, Parts& parts) {
  Form form(node, parts.diagnostics());
  domain::Institution institution;
  institution.id = read_id(form);
  institution.name = form.text("name", Need::required, "its name as invoices show it");
  institution.organisation_number = form.checked("organisation_number", Need::required, domain::check_organisation_number);
  institution.aliases = form.texts("aliases");
  if (auto channel = form.text("channel"); !channel.empty()) institution.channel = std::move(channel);
  institution.endpoint = read_endpoint(form.node("endpoint"), parts.diagnostics());
  institution.buyer_reference = form.text("buyer_reference");
  institution.order_reference = form.text("order_reference");
  read_address(form, institution, parts.diagnostics());
  form.done();
  parts.configuration.agreements.institutions.push_back(std::move(institution));
}

void read_provider(const Node& node, Parts& parts) {
  Form form(node, parts.diagnostics());
  domain::Provider provider{read_id(form), form.text("name", Need::required, "its name")};
  form.done();
  parts.configuration.agreements.providers.push_back(std::move(provider));
}

Checked check_series(std::string_view text) {
  const bool digits = !text.empty() && text.size() <= 6 && text.find_first_not_of("0123456789") == std::string_view::npos;
  if (digits && text.front() != '0') return std::string(text);
  return tl::unexpected<std::string>("up to 6 digits that invoice numbers begin with, the first not 0");
}

void read_unit(const Node& node, Parts& parts, Places& places) {
  Form form(node, parts.diagnostics());
  domain::Unit unit;
  unit.id = read_id(form);
  unit.provider = form.text("provider", Need::required, "the id of the provider it belongs to");
  unit.name = form.text("name", Need::required, "its name as invoices show it");
  unit.hsa_id = form.checked("hsa_id", Need::optional, domain::check_hsa_id);
  unit.organisation_number = form.checked("organisation_number", Need::required, domain::check_organisation_number);
  unit.aliases = form.texts("aliases");
  unit.bankgiro = form.checked("bankgiro", Need::optional, domain::check_bankgiro);
  unit.plusgiro = form.checked("plusgiro", Need::optional, domain::check_plusgiro);
  unit.series = form.checked("series", Need::required, check_series);
  read_address(form, unit, parts.diagnostics());
  form.done();
  if (node.is_map() && !node.has("bankgiro") && !node.has("plusgiro")) form.fault("id", "neither bankgiro nor plusgiro is given: the unit could not be paid");
  places.units.emplace(unit.id, node);
  parts.configuration.agreements.units.push_back(std::move(unit));
}

void read_term(const Node& node, domain::TermDates& dates, Diagnostics& diagnostics) {
  if (node.kind == Node::Kind::missing) return;
  Form form(node, diagnostics);
  if (const auto begins = form.month_day("begins")) dates.begins = *begins;
  if (const auto ends = form.month_day("ends")) dates.ends = *ends;
  dates.invoice_from = form.month_day("invoice_from");
  form.done();
}

std::vector<domain::PlacementType> read_types(Form& form) {
  std::vector<domain::PlacementType> types;
  for (const auto& text : form.texts("types")) {
    if (const auto type = domain::parse_placement_type(text)) types.push_back(*type);
    else form.fault("types", "there is no placement type \"" + text + "\"", suggestion(text, {"vfu", "specialist", "apl", "lia"}));
  }
  return types;
}

void read_agreement(const Node& node, Parts& parts, Places& places) {
  auto& diagnostics = parts.diagnostics();
  Form form(node, diagnostics);
  Agreement agreement;
  agreement.id = read_id(form);
  agreement.institution = form.text("institution", Need::required, "the id of the institution that orders");
  agreement.provider = form.text("provider", Need::required, "the id of the provider whose units take students");
  agreement.document = form.text("document", Need::required, "the agreement's reference, as invoices show it");
  if (const auto from = form.day("valid_from", Need::required)) agreement.valid_from = *from;
  agreement.valid_to = form.day("valid_to");
  agreement.programmes = form.texts("programmes", Need::required, "programme codes, or \"*\" for all");
  if (auto types = read_types(form); !types.empty()) agreement.types = std::move(types);
  agreement.holidays = form.choice<domain::HolidayRule>("holidays", {{"counted", domain::HolidayRule::counted}, {"not_counted", domain::HolidayRule::not_counted}}, agreement.holidays);
  agreement.new_year = form.choice<domain::NewYearRule>("new_year", {{"by_day", domain::NewYearRule::by_day}, {"by_start", domain::NewYearRule::by_start}}, agreement.new_year);
  agreement.vat = form.choice<domain::VatRule>("vat", {{"exempt", domain::VatRule::exempt}, {"outside", domain::VatRule::outside}}, agreement.vat);
  if (const auto days = form.number("payment_days", 1, 120)) agreement.payment_days = static_cast<int>(*days);
  read_term(form.node("spring"), agreement.spring, diagnostics);
  read_term(form.node("autumn"), agreement.autumn, diagnostics);
  form.done();
  if (agreement.valid_to && *agreement.valid_to < agreement.valid_from) form.fault("valid_to", "it ends before it begins");
  places.agreements.emplace(agreement.id, node);
  parts.configuration.agreements.agreements.push_back(std::move(agreement));
}

}  // namespace

void read_parties(const Node& document, Parts& parts, Places& places) {
  auto& diagnostics = parts.diagnostics();
  Form form(document, diagnostics);
  for (const auto& node : items_of(form.node("institutions"), diagnostics)) read_institution(node, parts);
  for (const auto& node : items_of(form.node("providers"), diagnostics)) read_provider(node, parts);
  for (const auto& node : items_of(form.node("units"), diagnostics)) read_unit(node, parts, places);
  for (const auto& node : items_of(form.node("agreements"), diagnostics)) read_agreement(node, parts, places);
  form.done();
}

void read_prices(const Node& document, Parts& parts, Places& places) {
  auto& diagnostics = parts.diagnostics();
  Form list(document, diagnostics);
  for (const auto& node : items_of(list.node("prices", Form::Need::required, "the prices"), diagnostics)) {
    Form form(node, diagnostics);
    domain::Price price;
    price.agreement = form.text("agreement", Need::required, "the id of the agreement it belongs to");
    price.programme = form.text("programme", Need::required, "a programme code, or \"*\"");
    if (const auto type = form.text("type"); !type.empty()) {
      const auto known = domain::parse_placement_type(type);
      if (known) price.type = *known;
      else form.fault("type", "there is no placement type \"" + type + "\"", suggestion(type, {"vfu", "specialist", "apl", "lia"}));
    }
    if (const auto from = form.day("valid_from", Need::required)) price.valid_from = *from;
    price.valid_to = form.day("valid_to");
    if (const auto week = form.kronor("week", Need::required)) price.week = *week;
    price.document = form.text("document", Need::required, "the document it stands in");
    form.done();
    if (price.valid_to && *price.valid_to < price.valid_from) form.fault("valid_to", "it ends before it begins");
    places.prices.push_back(node);
    parts.configuration.agreements.prices.push_back(std::move(price));
  }
  list.done();
}

}  // namespace sluss::config
