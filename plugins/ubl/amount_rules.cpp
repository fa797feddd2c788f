#include <array>
#include <unordered_set>

#include "rule_checks.h"

namespace sluss::ubl {
namespace {

/// An amount, and the rules by which it must be there (nullptr: need not) and have at most two decimals.
struct AmountRule {
  const char* path;
  const char* presence;
  const char* decimals;
};

constexpr std::array<AmountRule, 8> totals{{{"cbc:LineExtensionAmount", "BR-12", "BR-DEC-09"},
                                            {"cbc:TaxExclusiveAmount", "BR-13", "BR-DEC-12"},
                                            {"cbc:TaxInclusiveAmount", "BR-14", "BR-DEC-14"},
                                            {"cbc:PayableAmount", "BR-15", "BR-DEC-18"},
                                            {"cbc:AllowanceTotalAmount", nullptr, "BR-DEC-10"},
                                            {"cbc:ChargeTotalAmount", nullptr, "BR-DEC-11"},
                                            {"cbc:PrepaidAmount", nullptr, "BR-DEC-16"},
                                            {"cbc:PayableRoundingAmount", nullptr, "BR-DEC-17"}}};

Ore sum_of_lines(const Examined& document) {
  Ore sum;
  for (const auto line : document.lines) sum += amount_at(line, "cbc:LineExtensionAmount");
  return sum;
}

/// Charges less allowances.
Ore adjustments(pugi::xml_node line) {
  Ore sum;
  for (const auto adjustment : line.children("cac:AllowanceCharge")) {
    const auto amount = amount_at(adjustment, "cbc:Amount");
    sum += text_at(adjustment, "cbc:ChargeIndicator") == "true" ? amount : -amount;
  }
  return sum;
}

/// Rule R120: quantity x price / base quantity, within 0.02. All four are hundredths.
bool adds_up(pugi::xml_node line, const char* quantity_path) {
  const auto amount = number_at(line, "cbc:LineExtensionAmount"), quantity = number_at(line, quantity_path),
             price = number_at(line, "cac:Price/cbc:PriceAmount");
  const auto base = number_at(line, "cac:Price/cbc:BaseQuantity").value_or(Ore{100}).value;
  if (!amount || !quantity || !price) return false;
  std::int64_t stated = 0, computed = 0, off = 0, allowed = 0;
  const bool is_too_large = __builtin_mul_overflow((*amount - adjustments(line)).value, base, &stated) ||
                            __builtin_mul_overflow(quantity->value, price->value, &computed) ||
                            __builtin_sub_overflow(stated, computed, &off) || __builtin_mul_overflow(base, 2, &allowed);
  return !is_too_large && -allowed <= off && off <= allowed;
}

void check_price(pugi::xml_node line, pugi::xml_node quantity, Breaches& breaches) {
  const auto price = line.child("cac:Price");
  breaches.require_element(line, "cac:Price/cbc:PriceAmount", "BR-26");
  breaches.require(amount_at(price, "cbc:PriceAmount") >= Ore{}, "BR-27", "cac:Price/cbc:PriceAmount is negative");
  const auto base = price.child("cbc:BaseQuantity");
  if (!base) return;
  breaches.require(amount_at(price, "cbc:BaseQuantity") > Ore{}, "PEPPOL-EN16931-R121",
                   "cac:Price/cbc:BaseQuantity is not above zero");
  const std::string_view unit = base.attribute("unitCode").value();
  breaches.require(unit.empty() || unit == quantity.attribute("unitCode").value(), "PEPPOL-EN16931-R130",
                   "cac:Price/cbc:BaseQuantity has another unit than the quantity");
}

void check_period(pugi::xml_node line, pugi::xml_node whole, Breaches& breaches) {
  const auto period = line.child("cac:InvoicePeriod");
  if (!period) return;
  const auto first = text_at(period, "cbc:StartDate"), last = text_at(period, "cbc:EndDate");
  const auto whole_first = text_at(whole, "cbc:StartDate"), whole_last = text_at(whole, "cbc:EndDate");
  breaches.require(!first.empty() || !last.empty(), "BR-CO-20", "cac:InvoicePeriod has neither start nor end");
  breaches.require(first.empty() || last.empty() || first <= last, "BR-30", "cac:InvoicePeriod ends before it begins");
  breaches.require(first.empty() || whole_first.empty() || first >= whole_first, "PEPPOL-EN16931-R110",
                   "cac:InvoicePeriod/cbc:StartDate is before the document's period");
  breaches.require(last.empty() || whole_last.empty() || last <= whole_last, "PEPPOL-EN16931-R111",
                   "cac:InvoicePeriod/cbc:EndDate is after the document's period");
}

void check_object(pugi::xml_node line, Breaches& breaches) {
  const auto object = line.child("cac:DocumentReference");
  if (!object) return;
  breaches.require(!object.next_sibling("cac:DocumentReference"), "PEPPOL-EN16931-R100",
                   "there is more than one cac:DocumentReference");
  breaches.require(text_at(object, "cbc:DocumentTypeCode") == "130", "PEPPOL-EN16931-R101",
                   "cac:DocumentReference/cbc:DocumentTypeCode is not 130");
}

void check_line(const Examined& document, pugi::xml_node line, Breaches& breaches) {
  const auto* quantity_name = document.kind.quantity;
  const auto quantity = line.child(quantity_name);
  breaches.require_element(line, "cbc:ID", "BR-21");
  breaches.require_element(line, quantity_name, "BR-22");
  breaches.require(!quantity || !quantity.attribute("unitCode").empty(), "BR-23", "the quantity has no unitCode");
  breaches.require_amount(line, "cbc:LineExtensionAmount", "BR-24", "BR-DEC-23");
  breaches.require_element(line, "cac:Item/cbc:Name", "BR-25");
  check_price(line, quantity, breaches);
  breaches.require(adds_up(line, quantity_name), "PEPPOL-EN16931-R120",
                   "cbc:LineExtensionAmount is not quantity x price / base quantity, within 0.02");
  check_period(line, document.root.child("cac:InvoicePeriod"), breaches);
  check_object(line, breaches);
}

}  // namespace

void check_totals(const Examined& document, Breaches& breaches) {
  const auto total = document.root.child("cac:LegalMonetaryTotal");
  for (const auto& [path, presence, decimals] : totals) breaches.require_amount(total, path, presence, decimals);
  const auto of = [&](const char* name) { return amount_at(total, name); };
  const auto vat = amount_at(document.root, "cac:TaxTotal/cbc:TaxAmount");
  const auto net = of("cbc:TaxExclusiveAmount"), gross = of("cbc:TaxInclusiveAmount");
  breaches.require(of("cbc:LineExtensionAmount") == sum_of_lines(document), "BR-CO-10",
                   "cac:LegalMonetaryTotal/cbc:LineExtensionAmount is not the sum of the lines");
  breaches.require(net == of("cbc:LineExtensionAmount") - of("cbc:AllowanceTotalAmount") + of("cbc:ChargeTotalAmount"),
                   "BR-CO-13",
                   "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount is not the lines less allowances, with charges");
  breaches.require(gross == net + vat, "BR-CO-15",
                   "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount is not the amount without VAT, with VAT");
  breaches.require(of("cbc:PayableAmount") == gross - of("cbc:PrepaidAmount") + of("cbc:PayableRoundingAmount"),
                   "BR-CO-16", "cac:LegalMonetaryTotal/cbc:PayableAmount is not what is left to be paid");
}

void check_lines(const Examined& document, Breaches& breaches) {
  breaches.require(!document.lines.empty(), "BR-16", std::string(document.kind.line) + " is missing: there is no line");
  std::unordered_set<std::string_view> ids;
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    breaches.in_line(i + 1);
    const auto line = document.lines[i];
    check_line(document, line, breaches);
    const auto id = text_at(line, "cbc:ID");
    breaches.require(id.empty() || ids.insert(id).second, "SLUSS-R02", "cbc:ID is that of an earlier line");
  }
  breaches.in_line(0);
}

}  // namespace sluss::ubl
