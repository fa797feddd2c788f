#include "answers.h"

#include "domain/field_reader.h"
#include "domain/invoice_response.h"

namespace sluss::answers {
namespace {

using domain::BilledParty;
using domain::InvoiceResponse;
using domain::Unknown;

constexpr auto kind = "invoice_response";

struct Known {
  Value body;
  InvoiceResponse response;
};

/// What is known of the invoice from its buyer, or from one of us, by another message.
Result<std::optional<Known>> known_before(const Message& message, const std::optional<BilledParty>& buyer,
                                          Lookup& lookup) {
  SLUSS_TRY_ASSIGN(found, lookup.of_kind(kind, message.key));
  if (!found || found->message.id == message.id) return std::nullopt;
  auto response = domain::read_invoice_response(found->message.body);
  if (!response || (buyer && !domain::is_by_buyer(*response, *buyer, Unknown::taken))) return std::nullopt;
  return Known{std::move(found->message.body), std::move(*response)};
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
  SLUSS_TRY_ASSIGN(buyer, context.payments().billed(response->number));
  SLUSS_TRY_ASSIGN(known, known_before(message, buyer, context.lookup()));
  std::string after;
  if (buyer && !domain::is_by_buyer(*response, *buyer, Unknown::refused)) {
    const auto stranger = domain::stranger_text(*response, *buyer);
    if (!known) {
      item.reject(stranger +
                  ". Is it the buyer's all the same, from an address that is not in the agreements: sluss "
                  "invoices accepted or rejected " +
                  response->number);
      return {};
    }
    message.body = std::move(known->body);
    message.body["stranger"] = stranger;
    response = domain::read_invoice_response(message.body);
  } else if (known && !domain::replaces(*response, known->response)) {
    message.body = std::move(known->body);
    response = std::move(known->response);
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
