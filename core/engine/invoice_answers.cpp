#include "engine/invoice_answers.h"

#include "base/json.h"

namespace sluss::engine {
namespace {

constexpr auto kind = "invoice_response";

Result<std::optional<store::StoredMessage>> newest(store::Transaction& transaction, const std::string& number,
                                                   store::Damage damage) {
  SLUSS_TRY_ASSIGN(ids, transaction.trail().with_key(number));
  for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
    SLUSS_TRY_ASSIGN(stored, transaction.messages().get(*id, damage));
    if (stored && stored->message.kind == kind) return std::move(stored);
  }
  return std::nullopt;
}

Value body_of(const AnswerOrder& order, const Decider& decider) {
  auto body = Value::object();
  body["number"] = order.number;
  body["status"] = domain::name_of(order.status);
  body["day"] = to_iso(day_in_stockholm(decider.at));
  body["by"] = decider.who;
  body["note"] = decider.reason;
  return body;
}

/// As the next version of what is known. It keeps the hash of what came in: the same file, once more, does not undo it.
store::StoredMessage version_of(std::optional<store::StoredMessage>&& known, const AnswerOrder& order,
                                const Decider& decider, std::int64_t id) {
  auto stored = known ? std::move(*known) : store::StoredMessage{};
  if (!known) {
    stored.channel = order.channel;
    stored.message.kind = kind;
    stored.message.key = order.number;
    stored.message.item = id;
  }
  stored.message.change = known ? Change::changed : Change::added;
  stored.message.id = id;
  stored.message.body = body_of(order, decider);
  stored.message.raw.clear();
  stored.message.origin = {};
  if (!known) stored.hash = digest(to_json(stored.message.body));
  stored.amount.reset();
  return stored;
}

}  // namespace

Result<std::optional<InvoiceAnswer>> answer_to(store::Transaction& transaction, const std::string& number) {
  SLUSS_TRY_ASSIGN(stored, newest(transaction, number, store::Damage::tell));
  if (!stored || stored->damaged) return std::nullopt;
  auto response = domain::read_invoice_response(stored->message.body);
  if (!response) return std::nullopt;
  SLUSS_TRY_ASSIGN(buyer, transaction.payments().billed(number));
  if (buyer && !domain::is_by_buyer(*response, *buyer, domain::Unknown::taken)) return std::nullopt;
  return InvoiceAnswer{stored->message.id, stored->state, std::move(*response), stored->message.body["texts"]};
}

Result<std::string> enter_answer(store::Transaction& transaction, const AnswerOrder& order, const Decider& decider) {
  SLUSS_TRY_ASSIGN(invoice, transaction.books().invoice(order.number));
  if (!invoice) return fail(Fault::config, "there is no invoice " + order.number + "; see: sluss invoices list");
  SLUSS_TRY_ASSIGN(before, answer_to(transaction, order.number));
  if (before && before->response.status == order.status)
    return fail(Fault::config, "invoice " + order.number + " is known as " + domain::answer_text(before->response) +
                                   " already (message " + std::to_string(before->message) + ")");
  SLUSS_TRY_ASSIGN(known, newest(transaction, order.number, store::Damage::refuse));
  SLUSS_TRY_ASSIGN(id, transaction.messages().next_id());
  auto stored = version_of(std::move(known), order, decider, id);
  auto response = domain::read_invoice_response(stored.message.body);
  if (!response) return fail(Fault::config, "the answer cannot be entered: the reason must be a text");
  SLUSS_TRY_ASSIGN(account, transaction.payments().account(order.number));
  const auto outcome = domain::outcome_of(*response, account, id);
  stored.state = outcome.waits ? store::State::held : store::State::filtered;
  stored.reason = outcome.reason;
  SLUSS_TRY(transaction.messages().append(stored));
  SLUSS_TRY(transaction.audit().add({decider.at, decider.who, "enter answer",
                                     "message " + std::to_string(invoice->message) + " (invoice " + order.number + " " +
                                         domain::name_of(order.status) + ")",
                                     decider.reason}));
  return outcome.reason;
}

Result<void> settle_answer(store::Transaction& transaction, const std::string& number, const Decider& decider) {
  SLUSS_TRY_ASSIGN(answer, answer_to(transaction, number));
  if (!answer || answer->state != store::State::held) return {};
  return transaction.messages().set_state(
      answer->message, store::State::filtered,
      domain::answer_text(answer->response) + ". The invoice was taken back by " + decider.who + ": " + decider.reason,
      std::nullopt);
}

}  // namespace sluss::engine
