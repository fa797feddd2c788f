// A trace as JSON, and as a person tells it.
#include "base/text.h"
#include "engine/trace.h"

namespace sluss::engine {
namespace {

// --- JSON

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

/// The days that a line was booked for.
DaySet booked_days(const store::LedgerLine& line) {
  auto days = line.days;
  for (const auto& month : line.credited.months()) days.insert(month);
  return days;
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
    if (personal == Personal::shown) {
      value["before"] = field.before;
      value["after"] = field.after;
    }
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

// --- Text

std::string text_of(const store::Delivery& delivery) {
  return "to " + delivery.connection + ": " + name_of(delivery.state) +
         (delivery.at ? ", " + to_stockholm(*delivery.at) : "") + ", " + std::to_string(delivery.attempts) +
         (delivery.attempts == 1 ? " attempt" : " attempts") +
         (delivery.receipt.empty() ? "" : "; " + delivery.receipt);
}

std::string text_of(const store::LedgerLine& line) {
  return (line.credits == 0 ? "" : "takes back ") + std::to_string(line.day_count) +
         (line.day_count == 1 ? " day, " : " days, ") + sluss::to_text(booked_days(line)) + ", at " +
         to_kronor(line.week_price) + " a week: " + to_kronor(line.amount);
}

std::string text_of(const TracedInvoice& traced) {
  const auto& invoice = traced.invoice;
  auto text = (invoice.correction > 0 ? "  credit note " : "  invoice ") + invoice.number +
              (invoice.correction > 0 ? " to invoice " + invoice.credits : "") + " of " + to_iso(invoice.issued) +
              ": " + invoice.group.unit + " to " + invoice.group.institution + ", " + invoice.group.term +
              (invoice.supplement > 0 ? ", supplement " + std::to_string(invoice.supplement) : "") + ", " +
              to_kronor(invoice.total) + "; message " + std::to_string(invoice.message) +
              (traced.state ? std::string(", ") + name_of(*traced.state) : "") +
              (traced.reason.empty() ? "" : ": " + traced.reason) + "\n";
  for (const auto& delivery : traced.deliveries) text += "    " + text_of(delivery) + "\n";
  for (const auto& [line, place] : traced.lines)
    text += "    " + line.placement + ": " + text_of(line) + "; message " + std::to_string(line.message) + ", " +
            place + "\n";
  for (const auto& part : traced.account.parts)
    text += "    paid " + to_kronor(part.amount) + " on " + to_iso(part.day) + ": payment " + part.payment +
            ", message " + std::to_string(part.message) + "\n";
  if (traced.answer)
    text += "    " + domain::answer_text(traced.answer->response) + "; message " +
            std::to_string(traced.answer->message) + "\n";
  return text;
}

std::string shown(const Value& value) {
  const auto text = value.text_or_empty();
  if (!text.empty()) return text;
  if (const auto* flag = value.as_bool()) return *flag ? "true" : "false";
  return value.as_list() != nullptr ? "(a list)" : "(nothing)";
}

std::string text_of(const std::vector<ChangedField>& changed, Personal personal) {
  std::vector<std::string> fields;
  for (const auto& field : changed) {
    fields.push_back(field.path);
    if (personal == Personal::shown) fields.back() += " " + shown(field.before) + " -> " + shown(field.after);
  }
  return join(fields, ", ");
}

std::string text_of(const TracedVersion& version, Personal personal) {
  const auto& [stored, run, changed, lines, deliveries] = version;
  const auto& message = stored.message;
  const auto place = message.origin.place();
  auto text = "  message " + std::to_string(message.id) + ", " + name_of(message.change) +
              (place.empty() ? "" : ": " + place) +
              (stored.run == 0 ? "; entered by a person" : "; run " + std::to_string(stored.run)) +
              (run ? " of " + run->pipeline + ", " + to_stockholm(run->started) : "") + "\n";
  if (stored.damaged) text += "    DAMAGED: its content is not what was written\n";
  if (!changed.empty()) text += "    says otherwise: " + text_of(changed, personal) + "\n";
  if (personal == Personal::shown && !message.raw.empty()) text += "    as it was read: " + message.raw + "\n";
  text += std::string("    ") + name_of(stored.state) + (stored.amount ? ", " + to_kronor(*stored.amount) : "") +
          (stored.reason.empty() ? "" : ": " + stored.reason) + "\n";
  for (const auto& line : lines)
    text += "    " + text_of(line) +
            (!line.invoice.empty() ? ", on invoice " + line.invoice
             : line.credits == 0   ? ", waits for its invoice"
                                   : ", waits for its credit note") +
            "\n";
  for (const auto& delivery : deliveries) text += "    " + text_of(delivery) + "\n";
  return text;
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
    one["invoices"] = list_of(item.invoices);
    one["decisions"] = list_of(item.decisions);
    items.as_list()->push_back(std::move(one));
  }
  if (trace.also_message) value["also_message"] = *trace.also_message;
  return value;
}

std::string to_text(const Trace& trace, Personal personal) {
  std::string text;
  for (const auto& item : trace.items) {
    const auto& newest = item.versions.back().stored;
    text += newest.message.kind + " " + newest.message.key + ", from " + newest.channel + "\n";
    for (const auto& version : item.versions) text += text_of(version, personal);
    for (const auto& invoice : item.invoices) text += text_of(invoice);
    for (const auto& [at, who, action, what, reason] : item.decisions)
      text += "  " + to_stockholm(at) + " " + who + ": " + action + " " + what + "; " + reason + "\n";
  }
  if (trace.also_message)
    text += "There is a message " + std::to_string(*trace.also_message) +
            " too, of something else: sluss messages trace id:" + std::to_string(*trace.also_message) + "\n";
  return text;
}

}  // namespace sluss::engine
