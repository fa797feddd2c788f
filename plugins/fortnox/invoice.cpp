#include "invoice.h"

#include "base/json.h"
#include "base/text.h"

namespace sluss::fortnox {
namespace {

tl::unexpected<Error> refuse(const std::string& member, const std::string& what) {
  return fail(Fault::data, "fortnox: " + member + ": " + what);
}

/// A text, left out when there is none.
Result<void> put(Value& into, const std::string& member, const std::string& text, std::size_t longest) {
  if (text.empty()) return {};
  if (characters_in(text) > longest)
    return refuse(member, "it has " + std::to_string(characters_in(text)) + " characters, and Fortnox takes " +
                              std::to_string(longest));
  into[member] = text;
  return {};
}

/// What the table has for the id; nothing where there is no table.
Result<std::string> look_up(const Table& table, const std::string& id, const std::string& member) {
  if (table.empty()) return std::string();
  const auto* found = table.find(id);
  if (found == nullptr)
    return refuse(member, "the table has nothing for \"" + id + "\": nobody has said how it is booked");
  return *found;
}

Result<Value> row_of(const domain::Invoice& invoice, const domain::InvoiceLine& line, const Booking& booking) {
  Value row;
  SLUSS_TRY(put(row, "Description", line.student_name + ", " + std::to_string(line.days) + " d", 50));
  row["DeliveredQuantity"] = invoice.is_credit_note() ? "-1" : "1";
  row["Price"] = Number{to_decimal(line.amount)};
  row["VAT"] = 0;
  SLUSS_TRY_ASSIGN(account, look_up(booking.accounts, invoice.seller.unit, "AccountNumber"));
  if (!account.empty()) row["AccountNumber"] = Number{account};
  SLUSS_TRY_ASSIGN(cost_centre, look_up(booking.cost_centres, invoice.seller.unit, "CostCenter"));
  SLUSS_TRY(put(row, "CostCenter", cost_centre, 6));
  SLUSS_TRY_ASSIGN(project, look_up(booking.projects, invoice.agreement, "Project"));
  SLUSS_TRY(put(row, "Project", project, 20));
  return row;
}

std::string remarks_of(const domain::Invoice& invoice) {
  auto text = "Ersättning för verksamhetsförlagd utbildning, " + invoice.seller.name + ", " + invoice.term;
  if (invoice.credits) text += ". Krediterar faktura " + invoice.credits->number;
  return text;
}

}  // namespace

const std::string* Table::find(const std::string& id) const {
  const auto at = by_id.find(id);
  if (at != by_id.end()) return &at->second;
  return for_all.empty() ? nullptr : &for_all;
}

Table read_table(const Node& node, Diagnostics& diagnostics) {
  Table table;
  if (node.is_scalar()) table.for_all = node.text;
  else if (node.kind != Node::Kind::missing && !node.is_map())
    diagnostics.add(node, "expected one text for all, or a text for each by its id", "for example { ki: \"10\" }");
  for (const auto& [id, key_mark, value] : node.entries) {
    if (value.is_scalar() && !value.text.empty()) table.by_id[id] = value.text;
    else diagnostics.add(value, "expected a text");
  }
  return table;
}

Result<std::string> invoice_json(const domain::Invoice& invoice, const Booking& booking) {
  Ore lines;
  for (const auto& line : invoice.lines) lines += line.amount;
  if (lines != invoice.total) return refuse("InvoiceRows", "they do not sum to the invoice's total");
  Value body;
  SLUSS_TRY_ASSIGN(customer, look_up(booking.customers, invoice.buyer.institution, "CustomerNumber"));
  body["CustomerNumber"] = customer;
  body["InvoiceDate"] = to_iso(invoice.issued);
  body["DueDate"] = to_iso(invoice.due);
  body["Currency"] = "SEK";
  SLUSS_TRY(put(body, "YourReference", invoice.buyer.buyer_reference, 50));
  SLUSS_TRY(put(body, "YourOrderNumber", invoice.buyer.order_reference, 30));
  SLUSS_TRY(put(body, "OurReference", invoice.seller.contact.name, 50));
  SLUSS_TRY(put(body, "ExternalInvoiceReference2", invoice.number, 80));
  SLUSS_TRY(put(body, "Remarks", remarks_of(invoice), 1024));
  Value::List rows;
  for (const auto& line : invoice.lines) {
    SLUSS_TRY_ASSIGN(row, row_of(invoice, line, booking));
    rows.push_back(std::move(row));
  }
  body["InvoiceRows"] = std::move(rows);
  Value whole;
  whole["Invoice"] = std::move(body);
  return to_json(whole);
}

}  // namespace sluss::fortnox
