#include "views/invoices.h"

namespace sluss::views {
namespace {

Value of_books(const store::IssuedInvoice& invoice) {
  auto value = Value::object();
  value["number"] = invoice.number;
  value["unit"] = invoice.group.unit;
  value["institution"] = invoice.group.institution;
  value["agreement"] = invoice.group.agreement;
  value["term"] = invoice.group.term;
  value["supplement"] = invoice.supplement;
  if (invoice.correction > 0) value["credits"] = invoice.credits;
  value["issued"] = to_iso(invoice.issued);
  value["total_ore"] = invoice.total.value;
  value["message"] = invoice.message;
  return value;
}

Value value_of(const engine::InvoiceAnswer& answer) {
  auto value = Value::object();
  value["status"] = domain::name_of(answer.response.status);
  value["day"] = to_iso(answer.response.day);
  value["text"] = domain::answer_text(answer.response);
  value["message"] = answer.message;
  return value;
}

Value payments_of(const domain::InvoiceAccount& account) {
  auto payments = Value::list();
  for (const auto& part : account.parts) {
    auto one = Value::object();
    one["payment"] = part.payment;
    one["message"] = part.message;
    one["amount_ore"] = part.amount.value;
    one["day"] = to_iso(part.day);
    payments.as_list()->push_back(std::move(one));
  }
  return payments;
}

Result<Value> deliveries_of(store::Transaction& reading, std::int64_t message) {
  auto list = Value::list();
  SLUSS_TRY_ASSIGN(deliveries, reading.deliveries().of_message(message));
  for (const auto& delivery : deliveries) {
    auto one = Value::object();
    one["to"] = delivery.connection;
    one["state"] = name_of(delivery.state);
    one["receipt"] = delivery.receipt;
    list.as_list()->push_back(std::move(one));
  }
  return list;
}

}  // namespace

Value summary(const store::IssuedInvoice& invoice, const domain::InvoiceAccount& account,
              const std::optional<engine::InvoiceAnswer>& answer) {
  auto value = of_books(invoice);
  value["paid_ore"] = account.paid().value;
  if (invoice.correction == 0) value["payment"] = domain::standing_text(account);
  if (answer) value["answer"] = value_of(*answer);
  return value;
}

Result<Value> summary(store::Transaction& reading, const store::IssuedInvoice& invoice) {
  SLUSS_TRY_ASSIGN(account, reading.payments().account(invoice.number));
  SLUSS_TRY_ASSIGN(answer, engine::answer_to(reading, invoice.number));
  return summary(invoice, account, answer);
}

Result<Value> life(store::Transaction& reading, const store::IssuedInvoice& invoice) {
  SLUSS_TRY_ASSIGN(account, reading.payments().account(invoice.number));
  SLUSS_TRY_ASSIGN(value, summary(reading, invoice));
  value["payments"] = payments_of(account);
  SLUSS_TRY_ASSIGN(notes, reading.books().credit_notes(invoice.number));
  for (const auto& note : notes) {
    auto& numbers = value["credit_notes"];
    if (numbers.is_null()) numbers = Value::list();
    numbers.as_list()->emplace_back(note.number);
  }
  SLUSS_TRY_ASSIGN(deliveries, deliveries_of(reading, invoice.message));
  value["deliveries"] = deliveries;
  return value;
}

const char* state_of(const engine::Draft& draft, Day today) {
  if (draft.approved && !*draft.approved) return "refused";
  if (draft.by_person && !draft.approved) return "waits for approval";
  return draft.from && *draft.from > today ? "waits for its day" : "goes out with the next run";
}

Value draft(const engine::Draft& basis, Day today) {
  auto value = Value::object();
  value["unit"] = basis.group.unit;
  value["institution"] = basis.group.institution;
  value["agreement"] = basis.group.agreement;
  value["term"] = basis.group.term;
  value["state"] = state_of(basis, today);
  if (basis.from) value["invoice_from"] = to_iso(*basis.from);
  value["total_ore"] = basis.total().value;
  auto& lines = value["lines"] = Value::list();
  for (const auto& [id, message, placement, line] : basis.lines) {
    auto entry = Value::object();
    entry["placement"] = placement["id"];
    entry["message"] = message;
    entry["days"] = line.days.count();
    entry["dates"] = to_text(line.days);
    entry["week_price_ore"] = line.week_price.value;
    entry["amount_ore"] = line.amount.value;
    lines.as_list()->push_back(std::move(entry));
  }
  return value;
}

}  // namespace sluss::views
