// A trace as a person tells it.
#include <algorithm>

#include "base/counted.h"
#include "base/text.h"
#include "engine/booked_days.h"
#include "engine/trace.h"

namespace sluss::engine {
namespace {

std::string text_of(const store::Delivery& delivery) {
  return "to " + delivery.connection + ": " + name_of(delivery.state) +
         (delivery.at ? ", " + to_stockholm(*delivery.at) : "") + ", " + counted(delivery.attempts, "attempt") +
         (delivery.receipt.empty() ? "" : "; " + delivery.receipt);
}

std::string text_of(const store::LedgerLine& line) {
  return (line.credits == 0 ? "" : "takes back ") + counted(line.day_count, "day") + ", " +
         sluss::to_text(booked_days(line)) + ", at " + to_kronor(line.week_price) +
         " a week: " + to_kronor(line.amount);
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
  if (invoice.correction == 0) text += "    " + domain::standing_text(traced.account) + "\n";
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

std::string place_of(const store::LedgerLine& line) {
  if (line.credits == 0) return line.invoice.empty() ? "waits for its invoice" : "on invoice " + line.invoice;
  return line.invoice.empty() ? "waits for its credit note" : "on credit note " + line.invoice;
}

/// `next` is the version that replaced it; 0: none did.
std::string text_of(const TracedVersion& version, std::int64_t next, Personal personal) {
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
          (stored.state == store::State::superseded && next != 0 ? " by message " + std::to_string(next) : "") +
          (stored.reason.empty() ? "" : ": " + stored.reason) + "\n";
  for (const auto& line : lines) text += "    " + text_of(line) + ", " + place_of(line) + "\n";
  for (const auto& delivery : deliveries) text += "    " + text_of(delivery) + "\n";
  return text;
}

/// Lines that no version of the placement is the reason of: a person took the invoice back.
std::string decided_lines(const TracedItem& item) {
  std::string text;
  for (const auto& line : item.lines) {
    const bool is_told = std::any_of(item.versions.begin(), item.versions.end(), [&](const TracedVersion& version) {
      return version.stored.message.id == line.message;
    });
    if (!is_told) text += "  by a person's decision: " + text_of(line) + ", " + place_of(line) + "\n";
  }
  return text;
}

/// How a placement's öre stand, when all is told.
std::string summary(const TracedItem& item) {
  if (item.lines.empty()) return "";
  Ore invoiced, credited, waiting;
  for (const auto& line : item.lines) {
    if (line.invoice.empty()) waiting += line.amount;
    else if (line.credits == 0) invoiced += line.amount;
    else credited += -line.amount;
  }
  return "  in all: " + to_kronor(invoiced - credited + waiting) + " = " + to_kronor(invoiced) + " invoiced" +
         (credited == Ore{} ? "" : " - " + to_kronor(credited) + " credited") +
         (waiting == Ore{} ? "" : " + " + to_kronor(waiting) + " that waits") + "\n";
}

std::string placements_text(const TracedItem& item) {
  std::string text;
  for (const auto& [key, message, state, reason] : item.placements)
    text += "  placement " + key + ", message " + std::to_string(message) + ": " + name_of(state) +
            (reason.empty() ? "" : ": " + reason) + "\n";
  return text;
}

std::string text_of(const TracedItem& item, Personal personal) {
  const auto& newest = item.versions.back().stored;
  auto text = newest.message.kind + " " + newest.message.key + ", from " + newest.channel +
              (item.order.empty() ? "" : ", a place of order line " + item.order) + "\n";
  for (std::size_t i = 0; i < item.versions.size(); ++i) {
    const auto next = i + 1 < item.versions.size() ? item.versions[i + 1].stored.message.id : 0;
    text += text_of(item.versions[i], next, personal);
  }
  text += decided_lines(item);
  for (const auto& invoice : item.invoices) text += text_of(invoice);
  for (const auto& [at, who, action, what, reason] : item.decisions)
    text += "  " + to_stockholm(at) + " " + who + ": " + action + " " + what + "; " + reason + "\n";
  return text + placements_text(item) + summary(item);
}

}  // namespace

std::string to_text(const Trace& trace, Personal personal) {
  std::string text;
  for (const auto& item : trace.items) text += text_of(item, personal);
  if (trace.also_message)
    text += "There is a message " + std::to_string(*trace.also_message) +
            " too, of something else: sluss messages trace id:" + std::to_string(*trace.also_message) + "\n";
  return text;
}

}  // namespace sluss::engine
