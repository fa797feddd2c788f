#include "views/payments.h"

#include <algorithm>
#include <tuple>

#include "domain/shown_ocr.h"
#include "engine/invoice_answers.h"

namespace sluss::views {
namespace {

auto place_of(const Owed& owed) {
  const auto& invoice = owed.invoice;
  return std::tie(invoice.institution, invoice.unit, *invoice.due_day, invoice.number);
}

}  // namespace

Value payment(const store::StoredMessage& stored) {
  const auto& body = stored.message.body;
  auto value = Value::object();
  value["message"] = stored.message.id;
  for (const auto* member : {"id", "account", "amount_ore", "day", "kind"}) value[member] = body[member];
  value["ocr"] = domain::shown_ocr(body["ocr"].text_or_empty());
  value["state"] = name_of(stored.state);
  value["reason"] = stored.reason;
  return value;
}

Result<std::vector<Owed>> unpaid(store::Transaction& reading, std::optional<Day> until, Day today) {
  SLUSS_TRY_ASSIGN(inspection, store::inspection_of(reading));
  SLUSS_TRY_ASSIGN(invoices, inspection->open_invoices());
  std::vector<Owed> owed, overpaid;
  for (auto& invoice : invoices) {
    if (!invoice.due_day)
      return fail(Fault::store,
                  "invoice " + invoice.number + " has no document; the store is damaged: sluss reconcile");
    if (until && (invoice.due() < Ore{} || *invoice.due_day > *until)) continue;
    const auto late = std::max<std::int64_t>((today - *invoice.due_day).count(), 0);
    auto& where = invoice.due() < Ore{} ? overpaid : owed;
    where.push_back({std::move(invoice), late});
  }
  std::ranges::stable_sort(owed, [](const Owed& a, const Owed& b) { return place_of(a) < place_of(b); });
  owed.insert(owed.end(), std::make_move_iterator(overpaid.begin()), std::make_move_iterator(overpaid.end()));
  return owed;
}

Result<std::string> objection_to(store::Transaction& reading, const std::string& number) {
  SLUSS_TRY_ASSIGN(answer, engine::answer_to(reading, number));
  const auto status = answer ? answer->response.status : domain::Answer::accepted;
  const bool objects = status == domain::Answer::rejected || status == domain::Answer::under_query;
  return objects ? domain::short_answer(answer->response) : "";
}

Value to_value(const Owed& owed, const std::string& objection) {
  const auto& invoice = owed.invoice;
  auto value = Value::object();
  value["institution"] = invoice.institution;
  value["unit"] = invoice.unit;
  value["number"] = invoice.number;
  value["due"] = to_iso(*invoice.due_day);
  value["days_late"] = owed.days_late;
  value["total_ore"] = invoice.total.value;
  value["credited_ore"] = invoice.credited.value;
  value["paid_ore"] = invoice.paid.value;
  value["rest_ore"] = std::max(invoice.due(), Ore{}).value;
  if (owed.overpaid() > Ore{}) value["overpaid_ore"] = owed.overpaid().value;
  if (!objection.empty()) value["answer"] = objection;
  return value;
}

}  // namespace sluss::views
