#include "reader.h"

#include <cstdint>
#include <pugixml.hpp>

#include "base/money.h"
#include "foreign.h"
#include "kind.h"
#include "lines.h"
#include "response.h"
#include "xml.h"

namespace sluss::ubl {
namespace {

Result<DocumentKind> read_kind(pugi::xml_node root) {
  for (const auto& kind : {invoice_document, credit_note_document})
    if (is(root, kind.space, kind.root)) return kind;
  return refuse("the root is no Invoice, CreditNote or ApplicationResponse of UBL 2.1");
}

Result<std::int64_t> ore_of(pugi::xml_node parent, std::string_view name) {
  SLUSS_TRY_ASSIGN(text, text_of(parent, name));
  const auto amount = parse_decimal_kronor(text);
  if (!amount) return refuse_field(name, "kronor with a decimal point and at most two decimals");
  if (std::string_view(field(parent, name).attribute("currencyID").value()) != "SEK")
    return refuse_field(name, "the currency SEK");
  return amount->value;
}

/// A quantity of whole days: "17", and "17.00" as others may write it.
Result<std::int64_t> days_of(pugi::xml_node parent, std::string_view name) {
  SLUSS_TRY_ASSIGN(text, text_of(parent, name));
  const auto hundredths = parse_decimal_kronor(text);
  if (!hundredths || hundredths->value % 100 != 0) return refuse_field(name, "a whole number of days");
  if (std::string_view(field(parent, name).attribute("unitCode").value()) != "DAY")
    return refuse_field(name, "the unit DAY");
  return hundredths->value / 100;
}

Result<std::int64_t> week_price_of(pugi::xml_node line) {
  const auto price = group(line, "Price");
  SLUSS_TRY_ASSIGN(base, days_of(price, "BaseQuantity"));
  if (base != days_of_week_price) return refuse_field("BaseQuantity", "5 days, the price of a week");
  return ore_of(price, "PriceAmount");
}

Result<Value> read_line(pugi::xml_node from, const DocumentKind& kind) {
  auto line = Value::object();
  SLUSS_TRY_ASSIGN(id, text_of(from, "ID"));
  SLUSS_TRY_ASSIGN(days, days_of(from, local_name_of(kind.quantity)));
  SLUSS_TRY_ASSIGN(week_price, week_price_of(from));
  SLUSS_TRY_ASSIGN(amount, ore_of(from, "LineExtensionAmount"));
  line["id"] = id;
  if (const auto reference = group(from, "DocumentReference")) {
    SLUSS_TRY_ASSIGN(placement, text_of(reference, "ID"));
    line["placement"] = placement;
  }
  line["days"] = days;
  line["week_price_ore"] = week_price;
  line["amount_ore"] = amount;
  return line;
}

Result<Value> read_lines(pugi::xml_node root, const DocumentKind& kind) {
  Value::List lines;
  for (const auto node : root.children()) {
    if (!is(node, aggregate_namespace, local_name_of(kind.line))) continue;
    auto line = read_line(node, kind);
    if (!line) return refuse("line " + std::to_string(lines.size() + 1) + ": " + line.error().what);
    lines.push_back(std::move(*line));
  }
  if (lines.empty()) return refuse("there is no " + std::string(local_name_of(kind.line)));
  return Value(std::move(lines));
}

/// The invoice that a credit note credits.
Result<Value> read_credited(pugi::xml_node root) {
  const auto reference = group(group(root, "BillingReference"), "InvoiceDocumentReference");
  auto credited = Value::object();
  SLUSS_TRY_ASSIGN(number, text_of(reference, "ID"));
  credited["number"] = number;
  if (field(reference, "IssueDate")) {
    SLUSS_TRY_ASSIGN(issued, day_of(reference, "IssueDate"));
    credited["issued"] = issued;
  }
  return credited;
}

/// What an invoice has alone, and what a credit note has alone.
Result<void> read_own(pugi::xml_node root, const DocumentKind& kind, Value& body) {
  if (kind.credits) {
    SLUSS_TRY_ASSIGN(credited, read_credited(root));
    body["credits"] = credited;
  } else {
    SLUSS_TRY_ASSIGN(due, day_of(root, "DueDate"));
    body["due"] = due;
  }
  return {};
}

}  // namespace

Result<Value> read_document(std::string_view bytes) {
  pugi::xml_document document;
  SLUSS_TRY_ASSIGN(root, parse_foreign(document, bytes));
  if (is_response(root)) return read_response(root);
  SLUSS_TRY_ASSIGN(kind, read_kind(root));
  auto body = Value::object();
  SLUSS_TRY_ASSIGN(number, text_of(root, "ID"));
  SLUSS_TRY_ASSIGN(issued, day_of(root, "IssueDate"));
  SLUSS_TRY_ASSIGN(currency, text_of(root, "DocumentCurrencyCode"));
  SLUSS_TRY_ASSIGN(total, ore_of(group(root, "LegalMonetaryTotal"), "PayableAmount"));
  SLUSS_TRY_ASSIGN(lines, read_lines(root, kind));
  body["number"] = number;
  body["issued"] = issued;
  SLUSS_TRY(read_own(root, kind, body));
  body["currency"] = currency;
  body["total_ore"] = total;
  body["lines"] = lines;
  return body;
}

}  // namespace sluss::ubl
