// A trace as JSON.
#include "engine/booked_days.h"
#include "engine/trace.h"

namespace sluss::engine {
namespace {

Value value_of(const store::Delivery& delivery) {
  auto value = Value::object();
  value["to"] = delivery.connection;
  value["key"] = delivery.key;
  value["state"] = name_of(delivery.state);
  value["attempts"] = delivery.attempts;
  if (!delivery.receipt.empty()) value["receipt"] = delivery.receipt;
  if (delivery.at) value["at"] = to_iso(*delivery.at);
  return value;
}

Value value_of(const store::LedgerLine& line) {
  auto value = Value::object();
  value["line"] = line.id;
  value["placement"] = line.placement;
  value["message"] = line.message;
  value["days"] = line.day_count;
  value["dates"] = sluss::to_text(booked_days(line));
  value["week_price_ore"] = line.week_price.value;
  if (line.credits != 0) value["credits"] = line.credits;
  value["amount_ore"] = line.amount.value;
  if (!line.invoice.empty()) value["invoice"] = line.invoice;
  return value;
}

Value value_of(const TracedLine& traced) {
  auto value = value_of(traced.line);
  value["place"] = traced.place;
  return value;
}

Value value_of(const store::AuditEntry& entry) {
  auto value = Value::object();
  value["at"] = to_iso(entry.at);
  value["who"] = entry.who;
  value["action"] = entry.action;
  value["what"] = entry.what;
  value["reason"] = entry.detail;
  return value;
}

Value value_of(const domain::PaidPart& part) {
  auto value = Value::object();
  value["payment"] = part.payment;
  value["message"] = part.message;
  value["amount_ore"] = part.amount.value;
  value["day"] = to_iso(part.day);
  return value;
}

Value value_of(const TracedPlacement& placement) {
  auto value = Value::object();
  value["placement"] = placement.key;
  value["message"] = placement.message;
  value["state"] = name_of(placement.state);
  if (!placement.reason.empty()) value["reason"] = placement.reason;
  return value;
}

Value value_of(const TracedInvoice& traced);

template <class T>
Value list_of(const std::vector<T>& things) {
  auto list = Value::list();
  for (const auto& thing : things) list.as_list()->push_back(value_of(thing));
  return list;
}

Value value_of(const TracedInvoice& traced) {
  const auto& invoice = traced.invoice;
  auto value = Value::object();
  value["number"] = invoice.number;
  value["message"] = invoice.message;
  value["unit"] = invoice.group.unit;
  value["institution"] = invoice.group.institution;
  value["term"] = invoice.group.term;
  value["supplement"] = invoice.supplement;
  if (invoice.correction > 0) value["credits"] = invoice.credits;
  value["issued"] = to_iso(invoice.issued);
  value["total_ore"] = invoice.total.value;
  if (traced.state) value["state"] = name_of(*traced.state);
  if (!traced.reason.empty()) value["reason"] = traced.reason;
  value["deliveries"] = list_of(traced.deliveries);
  if (!traced.lines.empty()) value["lines"] = list_of(traced.lines);
  value["payment"] = domain::standing_text(traced.account);
  value["payments"] = list_of(traced.account.parts);
  if (traced.answer) value["answer"] = domain::answer_text(traced.answer->response);
  return value;
}

Value value_of(const std::vector<ChangedField>& changed, Personal personal) {
  auto list = Value::list();
  for (const auto& field : changed) {
    auto value = Value::object();
    value["field"] = field.path;
    value["before"] = personal == Personal::shown ? field.before : field.masked_before;
    value["after"] = personal == Personal::shown ? field.after : field.masked_after;
    list.as_list()->push_back(std::move(value));
  }
  return list;
}

Value value_of(const TracedVersion& version, Personal personal) {
  const auto& [stored, run, changed, lines, deliveries] = version;
  auto value = Value::object();
  value["message"] = stored.message.id;
  value["change"] = name_of(stored.message.change);
  value["place"] = stored.message.origin.place();
  value["run"] = stored.run;
  if (run) {
    value["pipeline"] = run->pipeline;
    value["at"] = to_iso(run->started);
  }
  value["changed"] = value_of(changed, personal);
  value["state"] = name_of(stored.state);
  if (!stored.reason.empty()) value["reason"] = stored.reason;
  if (stored.amount) value["amount_ore"] = stored.amount->value;
  value["lines"] = list_of(lines);
  value["deliveries"] = list_of(deliveries);
  if (personal == Personal::shown) {
    value["body"] = stored.message.body;
    value["raw"] = stored.message.raw;
  }
  return value;
}

}  // namespace

Value to_value(const Trace& trace, Personal personal) {
  auto value = Value::object();
  auto& items = value["items"] = Value::list();
  for (const auto& item : trace.items) {
    const auto& newest = item.versions.back().stored;
    auto one = Value::object();
    one["kind"] = newest.message.kind;
    one["key"] = newest.message.key;
    one["connection"] = newest.channel;
    auto& versions = one["versions"] = Value::list();
    for (const auto& version : item.versions) versions.as_list()->push_back(value_of(version, personal));
    if (!item.order.empty()) one["order"] = item.order;
    if (!item.placements.empty()) one["placements"] = list_of(item.placements);
    one["lines"] = list_of(item.lines);
    one["invoices"] = list_of(item.invoices);
    one["decisions"] = list_of(item.decisions);
    items.as_list()->push_back(std::move(one));
  }
  if (trace.also_message) value["also_message"] = *trace.also_message;
  return value;
}

}  // namespace sluss::engine
