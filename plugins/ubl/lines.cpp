#include "lines.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "kind.h"
#include "xml.h"

namespace sluss::ubl {
namespace {

/// The code of type of a line's cac:DocumentReference: an object that is invoiced (UNTDID 1001).
constexpr auto invoiced_object = "130";

/// How a VAT rule is spelt: category (UNCL5305), exemption code (list VATEX) and the reason for people.
struct VatCategory {
  const char* id;
  const char* percent;  ///< empty: the category has none (BR-O-05)
  const char* code;
  const char* reason;
};

const VatCategory& category_of(domain::VatRule rule) {
  static const VatCategory exempt{"E", "0", "VATEX-EU-132-1I",
                                  "Undantag från skatteplikt: utbildning (mervärdesskattedirektivet, artikel 132.1 i)"};
  static const VatCategory outside{"O", "", "VATEX-EU-O", "Omfattas inte av mervärdesskatt"};
  return rule == domain::VatRule::exempt ? exempt : outside;
}

void add_classified_category(pugi::xml_node item, domain::VatRule rule) {
  auto category = item.append_child("cac:ClassifiedTaxCategory");
  add(category, "cbc:ID", category_of(rule).id);
  add(category, "cbc:Percent", category_of(rule).percent);
  add_vat_scheme(category);
}

void add_tax_total(pugi::xml_node invoice, const domain::Invoice& from) {
  auto total = invoice.append_child("cac:TaxTotal");
  add(total, "cbc:TaxAmount", Ore{0});
  auto subtotal = total.append_child("cac:TaxSubtotal");
  add(subtotal, "cbc:TaxableAmount", from.total);
  add(subtotal, "cbc:TaxAmount", Ore{0});
  auto category = subtotal.append_child("cac:TaxCategory");
  const auto& rule = category_of(from.vat);
  add(category, "cbc:ID", rule.id);
  add(category, "cbc:Percent", rule.percent);
  add(category, "cbc:TaxExemptionReasonCode", rule.code);
  add(category, "cbc:TaxExemptionReason", rule.reason);
  add_vat_scheme(category);
}

/// What helps the buyer to recognise the line: "3,4 veckor, program SSK, kurs 1SK010".
std::string note_of(const domain::InvoiceLine& line) {
  std::vector<std::string> parts{domain::weeks_text(line.days) + " veckor"};
  if (!line.programme.empty()) parts.push_back("program " + line.programme);
  if (!line.course.empty()) parts.push_back("kurs " + line.course);
  return join(parts, ", ");
}

void add_quantity(pugi::xml_node to, const char* name, std::int64_t days) {
  add(to, name, std::to_string(days)).append_attribute("unitCode").set_value("DAY");
}

void add_item(pugi::xml_node line, const domain::InvoiceLine& from, const domain::Invoice& invoice) {
  auto item = line.append_child("cac:Item");
  add(item, "cbc:Description", from.student_name + ", " + invoice.seller.name);
  add(item, "cbc:Name", "VFU-placering " + invoice.term);
  add_classified_category(item, invoice.vat);
}

void add_placement(pugi::xml_node line, const std::string& placement) {
  auto reference = line.append_child("cac:DocumentReference");
  if (add(reference, "cbc:ID", placement)) add(reference, "cbc:DocumentTypeCode", invoiced_object);
  drop_if_empty(reference);
}

void add_line(pugi::xml_node invoice, const domain::InvoiceLine& from, const domain::Invoice& whole) {
  auto line = invoice.append_child(kind_of(whole).line);
  add(line, "cbc:ID", from.id);
  add(line, "cbc:Note", note_of(from));
  add_quantity(line, kind_of(whole).quantity, from.days);
  add(line, "cbc:LineExtensionAmount", from.amount);
  add_period(line, from.first, from.last);
  add_placement(line, from.placement);
  add_item(line, from, whole);
  auto price = line.append_child("cac:Price");
  add(price, "cbc:PriceAmount", from.week_price);
  add_quantity(price, "cbc:BaseQuantity", days_of_week_price);
}

}  // namespace

void add_totals(pugi::xml_node invoice, const domain::Invoice& from) {
  add_tax_total(invoice, from);
  auto total = invoice.append_child("cac:LegalMonetaryTotal");
  add(total, "cbc:LineExtensionAmount", from.total);
  add(total, "cbc:TaxExclusiveAmount", from.total);
  add(total, "cbc:TaxInclusiveAmount", from.total);
  add(total, "cbc:PayableAmount", from.total);
}

void add_lines(pugi::xml_node invoice, const domain::Invoice& from) {
  for (const auto& line : from.lines) add_line(invoice, line, from);
}

void add_period(pugi::xml_node to, Day first, Day last) {
  auto period = to.append_child("cac:InvoicePeriod");
  add(period, "cbc:StartDate", to_iso(first));
  add(period, "cbc:EndDate", to_iso(last));
}

}  // namespace sluss::ubl
