#include <map>

#include "rule_checks.h"

namespace sluss::ubl {
namespace {

constexpr auto categories = "AE L M E S Z G O K B";

/// The European codes of the list VATEX.
constexpr auto exemption_codes =
    "VATEX-EU-79-C VATEX-EU-132 VATEX-EU-132-1A VATEX-EU-132-1B VATEX-EU-132-1C VATEX-EU-132-1D VATEX-EU-132-1E "
    "VATEX-EU-132-1F VATEX-EU-132-1G VATEX-EU-132-1H VATEX-EU-132-1I VATEX-EU-132-1J VATEX-EU-132-1K VATEX-EU-132-1L "
    "VATEX-EU-132-1M VATEX-EU-132-1N VATEX-EU-132-1O VATEX-EU-132-1P VATEX-EU-132-1Q VATEX-EU-135-1 VATEX-EU-143 "
    "VATEX-EU-143-1A VATEX-EU-143-1B VATEX-EU-143-1C VATEX-EU-143-1D VATEX-EU-143-1E VATEX-EU-143-1F VATEX-EU-143-1FA "
    "VATEX-EU-143-1G VATEX-EU-143-1H VATEX-EU-143-1I VATEX-EU-143-1J VATEX-EU-143-1K VATEX-EU-143-1L VATEX-EU-144 "
    "VATEX-EU-146-1E VATEX-EU-148 VATEX-EU-148-A VATEX-EU-148-B VATEX-EU-148-C VATEX-EU-148-D VATEX-EU-148-E "
    "VATEX-EU-148-F VATEX-EU-148-G VATEX-EU-151 VATEX-EU-151-1A VATEX-EU-151-1AA VATEX-EU-151-1B VATEX-EU-151-1C "
    "VATEX-EU-151-1D VATEX-EU-151-1E VATEX-EU-153 VATEX-EU-159 VATEX-EU-309 VATEX-EU-AE VATEX-EU-D VATEX-EU-F "
    "VATEX-EU-G VATEX-EU-I VATEX-EU-IC VATEX-EU-J VATEX-EU-O";

/// What is stated and what is billed, by VAT category.
struct Category {
  int breakdowns = 0;
  std::size_t lines = 0;
  Ore billed;  ///< lines and the document's charges, less its allowances
};
using Categories = std::map<std::string_view, Category>;

Categories gather(const Examined& document) {
  Categories all;
  for (const auto line : document.lines) {
    auto& category = all[text_at(line, "cac:Item/cac:ClassifiedTaxCategory/cbc:ID")];
    ++category.lines;
    category.billed += amount_at(line, "cbc:LineExtensionAmount");
  }
  for (const auto adjustment : document.root.children("cac:AllowanceCharge")) {
    const auto amount = amount_at(adjustment, "cbc:Amount");
    all[text_at(adjustment, "cac:TaxCategory/cbc:ID")].billed +=
        text_at(adjustment, "cbc:ChargeIndicator") == "true" ? amount : -amount;
  }
  for (const auto total : document.root.children("cac:TaxTotal"))
    for (const auto part : total.children("cac:TaxSubtotal")) ++all[text_at(part, "cac:TaxCategory/cbc:ID")].breakdowns;
  return all;
}

/// "BR-E-08": the rule of that number for a category.
std::string rule(std::string_view category, const char* number) { return "BR-" + std::string(category) + "-" + number; }

/// The two categories that documents of ours have: exempt, and outside the scope of VAT.
bool is_ours(std::string_view category) { return category == "E" || category == "O"; }

void check_breakdown(pugi::xml_node part, const Categories& all, Breaches& breaches) {
  breaches.require_amount(part, "cbc:TaxableAmount", "BR-45", "BR-DEC-19");
  breaches.require_amount(part, "cbc:TaxAmount", "BR-46", "BR-DEC-20");
  const auto details = part.child("cac:TaxCategory");
  const auto category = text_at(details, "cbc:ID");
  breaches.require_element(part, "cac:TaxCategory/cbc:ID", "BR-47");
  breaches.require(category.empty() || is_listed(category, categories), "BR-CL-17",
                   "cac:TaxCategory/cbc:ID is no VAT category");
  breaches.require(category == "O" || !text_at(details, "cbc:Percent").empty(), "BR-48",
                   "cac:TaxCategory/cbc:Percent is missing");
  const auto code = text_at(details, "cbc:TaxExemptionReasonCode");
  breaches.require(code.empty() || is_listed(code, exemption_codes), "BR-CL-22",
                   "cbc:TaxExemptionReasonCode is not in the list VATEX");
  if (!is_ours(category)) return;
  breaches.require(amount_at(part, "cbc:TaxableAmount") == all.at(category).billed, rule(category, "08"),
                   "cac:TaxSubtotal/cbc:TaxableAmount is not what its lines amount to");
  breaches.require(amount_at(part, "cbc:TaxAmount") == Ore{}, rule(category, "09"),
                   "cac:TaxSubtotal/cbc:TaxAmount is not 0");
  breaches.require(!code.empty() || !text_at(details, "cbc:TaxExemptionReason").empty(), rule(category, "10"),
                   "cac:TaxCategory says no reason for being without VAT");
}

void check_line(pugi::xml_node line, Breaches& breaches) {
  const auto details = line.first_element_by_path("cac:Item/cac:ClassifiedTaxCategory");
  const auto category = text_at(details, "cbc:ID");
  breaches.require(!category.empty(), "BR-CO-04", "cac:ClassifiedTaxCategory/cbc:ID is missing");
  breaches.require(category.empty() || is_listed(category, categories), "BR-CL-18",
                   "cac:ClassifiedTaxCategory/cbc:ID is no VAT category");
  if (category == "E") breaches.require(number_at(details, "cbc:Percent") == Ore{}, "BR-E-05", "cbc:Percent is not 0");
  if (category == "O")
    breaches.require(!details.child("cbc:Percent"), "BR-O-05", "there is a cbc:Percent outside the scope of VAT");
}

bool has_vat_id(pugi::xml_node root, const char* path) {
  for (const auto scheme : root.first_element_by_path(path).children("cac:PartyTaxScheme"))
    if (text_at(scheme, "cac:TaxScheme/cbc:ID") == "VAT" && scheme.child("cbc:CompanyID")) return true;
  return false;
}

void check_vat_ids(pugi::xml_node root, const Categories& all, Breaches& breaches) {
  const auto lines_of = [&](const char* category) { return all.contains(category) ? all.at(category).lines : 0; };
  const bool seller_is_registered =
      root.first_element_by_path("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID") ||
      has_vat_id(root, "cac:TaxRepresentativeParty");
  const bool somebody_has_vat_id = has_vat_id(root, "cac:AccountingSupplierParty/cac:Party") ||
                                   has_vat_id(root, "cac:AccountingCustomerParty/cac:Party") ||
                                   has_vat_id(root, "cac:TaxRepresentativeParty");
  breaches.require(lines_of("E") == 0 || seller_is_registered, "BR-E-02",
                   "the seller has no VAT id or tax registration, and what is exempt asks for one");
  breaches.require(lines_of("O") == 0 || !somebody_has_vat_id, "BR-O-02",
                   "a party has a VAT id, and what is outside the scope of VAT forbids it");
}

void check_categories(const Categories& all, Breaches& breaches) {
  for (const auto& [category, found] : all)
    breaches.require(!is_ours(category) || found.breakdowns == 1, rule(category, "01"),
                     "there is not exactly one cac:TaxSubtotal of this category");
  if (!all.contains("O") || all.at("O").breakdowns == 0) return;
  for (const auto& [category, found] : all) {
    breaches.require(category == "O" || found.breakdowns == 0, "BR-O-11",
                     "there is a cac:TaxSubtotal of another category than O beside it");
    breaches.require(category == "O" || found.lines == 0, "BR-O-12", "there is a line of another VAT category than O");
  }
}

}  // namespace

void check_vat(const Examined& document, Breaches& breaches) {
  const auto root = document.root;
  const auto all = gather(document);
  int with_parts = 0;
  for (const auto total : root.children("cac:TaxTotal")) {
    Ore sum;
    for (const auto part : total.children("cac:TaxSubtotal")) {
      sum += amount_at(part, "cbc:TaxAmount");
      check_breakdown(part, all, breaches);
    }
    if (!total.child("cac:TaxSubtotal")) continue;
    ++with_parts;
    breaches.require_amount(total, "cbc:TaxAmount", nullptr, "BR-DEC-13");
    breaches.require(amount_at(total, "cbc:TaxAmount") == sum, "BR-CO-14",
                     "cac:TaxTotal/cbc:TaxAmount is not the sum of its parts");
  }
  breaches.require(with_parts > 0, "BR-CO-18", "there is no cac:TaxSubtotal");
  breaches.require(with_parts <= 1, "PEPPOL-EN16931-R053", "there is more than one cac:TaxTotal with parts");
  check_categories(all, breaches);
  check_vat_ids(root, all, breaches);
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    breaches.in_line(i + 1);
    check_line(document.lines[i], breaches);
  }
  breaches.in_line(0);
}

}  // namespace sluss::ubl
