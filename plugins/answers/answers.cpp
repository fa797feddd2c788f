#include "answers.h"

#include "domain/field_reader.h"
#include "domain/invoice_response.h"

namespace sluss::answers {
namespace {

using domain::InvoiceResponse;

constexpr auto kind = "invoice_response";

/// What was known of the invoice before, when that is the newer answer.
Result<std::optional<Message>> newer_than(const InvoiceResponse& response, const Message& message, Lookup& lookup) {
  SLUSS_TRY_ASSIGN(found, lookup.of_kind(kind, message.key));
  if (!found || found->message.id == message.id) return std::nullopt;
  const auto known = domain::read_invoice_response(found->message.body);
  if (!known || domain::replaces(response, *known)) return std::nullopt;
  return std::move(found->message);
}

/// Nullopt when there is no invoice of that number: one that is issued is worth something.
Result<std::optional<domain::InvoiceAccount>> account_of(const std::string& number, PaymentBook& payments) {
  SLUSS_TRY_ASSIGN(account, payments.account(number));
  if (account.total == Ore{}) return std::nullopt;
  return std::move(account);
}

Result<void> take_in(Item& item, Context& context) {
  auto& message = item.message;
  if (message.change == Change::withdrawn) {
    item.filter("no longer told of");
    return {};
  }
  auto response = domain::read_invoice_response(message.body);
  if (!response) {
    const auto place = message.origin.place();
    item.reject((place.empty() ? "" : place + ": ") + domain::to_text(response.error()));
    return {};
  }
  std::string after;
  SLUSS_TRY_ASSIGN(newer, newer_than(*response, message, context.lookup()));
  if (newer) {
    message.body = std::move(newer->body);
    response = domain::read_invoice_response(message.body);
    after = " (an older answer came in after this one)";
  }
  SLUSS_TRY_ASSIGN(account, account_of(response->number, context.payments()));
  const auto outcome = domain::outcome_of(*response, account, message.id);
  if (outcome.waits) item.hold(outcome.reason + after);
  else item.filter(outcome.reason + after);
  return {};
}

}  // namespace

Spec<Config> answers_spec() {
  return {"answers", "Takes in what buyers answer to invoices, and holds what a person must see to"};
}

Result<void> Answers::process(std::span<Item> batch, Context& context) {
  for (auto& item : batch) {
    if (item.message.kind == kind) SLUSS_TRY(take_in(item, context));
  }
  return {};
}

}  // namespace sluss::answers
