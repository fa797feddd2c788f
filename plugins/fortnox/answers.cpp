#include "answers.h"

#include <algorithm>

#include "base/digest.h"
#include "base/json.h"

namespace sluss::fortnox {
namespace {

/// A member whose name may begin with a capital or not.
const Value& either(const Value& value, const std::string& low, const std::string& high) {
  const auto& found = value[low];
  return found.is_null() ? value[high] : found;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 12 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string number_in(const Value& value) {
  auto text = value.text_or_empty();
  return is_number(text) ? text : std::string();
}

/// "4590.00" in öre. Nullopt for what is not digits with two decimals.
std::optional<std::int64_t> ore_in(const std::string& text) {
  const auto point = text.find('.');
  if (point == std::string::npos || point + 3 != text.size()) return std::nullopt;
  const auto digits = text.substr(0, point) + text.substr(point + 1);
  return is_number(digits) ? std::optional(std::stoll(digits)) : std::nullopt;
}

}  // namespace

std::string reference_of(std::string_view key) { return "sluss-" + to_hex(digest(key)); }

std::string error_code(std::string_view body) {
  const auto parsed = parse_json(body);
  if (!parsed) return {};
  const Value& whole = *parsed;
  const auto& inner = whole["ErrorInformation"];
  return number_in(either(inner.is_null() ? whole : inner, "code", "Code"));
}

Result<std::string> document_number(std::string_view body) {
  const auto parsed = parse_json(body);
  const Value whole = parsed ? *parsed : Value();
  auto number = number_in(whole["Invoice"]["DocumentNumber"]);
  if (number.empty()) return fail(Fault::unknown_outcome, "Fortnox took it, and does not say as which invoice");
  return number;
}

Result<std::optional<std::string>> found_in(std::string_view body, std::string_view reference) {
  const auto parsed = parse_json(body);
  const Value whole = parsed ? *parsed : Value();
  const auto* invoices = whole["Invoices"].as_list();
  if (invoices == nullptr) return fail(Fault::unavailable, "Fortnox answers a search with something that is no list");
  std::vector<std::string> found;
  for (const Value& invoice : *invoices) {
    const auto& its = invoice["ExternalInvoiceReference1"];
    if (!its.is_null() && its.text_or_empty() != reference) continue;
    found.push_back(number_in(invoice["DocumentNumber"]));
  }
  if (found.empty()) return std::nullopt;
  if (found.size() > 1)
    return fail(Fault::unknown_outcome, "Fortnox has " + std::to_string(found.size()) +
                                            " invoices with one reference: somebody must see which one is to stay");
  return std::optional(found.front());
}

Result<std::string> with_reference(std::string_view document, const std::string& reference) {
  auto parsed = parse_json(document);
  if (!parsed || (*parsed)["Invoice"].as_object() == nullptr)
    return fail(Fault::rejected, "the document is no invoice for Fortnox; write format: { fortnox: ... }");
  (*parsed)["Invoice"]["ExternalInvoiceReference1"] = reference;
  return to_json(*parsed);
}

Result<Total> total_in(std::string_view document) {
  SLUSS_TRY_ASSIGN(whole, parse_json(document));
  const Value& invoice = std::as_const(whole)["Invoice"];
  const auto* rows = invoice["InvoiceRows"].as_list();
  if (rows == nullptr) return fail(Fault::data, "the document has no InvoiceRows");
  Total total;
  for (const Value& row : *rows) {
    const auto price = ore_in(row["Price"].text_or_empty());
    const auto quantity = row["DeliveredQuantity"].text_or_empty();
    if (!price || (quantity != "1" && quantity != "-1"))
      return fail(Fault::data, "row " + std::to_string(total.rows + 1) + " has no price or no quantity");
    total.ore += quantity == "1" ? *price : -*price;
    ++total.rows;
  }
  return total;
}

}  // namespace sluss::fortnox
