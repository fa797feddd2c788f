// What buyers answered to invoices: looked up, entered by a person, and settled when the invoice is taken back.
#pragma once

#include <optional>
#include <string>

#include "domain/invoice_response.h"
#include "engine/parked.h"
#include "store/store.h"

namespace sluss::engine {

/// The answer that holds.
struct InvoiceAnswer {
  std::int64_t message = 0;  ///< that tells of it
  store::State state = store::State::filtered;
  domain::InvoiceResponse response;
  Value texts;  ///< what the buyer wrote; may name people
};

/// What is known of the buyer's answer to the invoice or credit note of that number; nullopt when nothing is, or the
/// message is damaged. A few quick look-ups.
[[nodiscard]] Result<std::optional<InvoiceAnswer>> answer_to(store::Transaction& transaction,
                                                             const std::string& number);

/// What a person knows of it by other ways: by telephone, or from the buyer's portal.
struct AnswerOrder {
  std::string number;
  domain::Answer status = domain::Answer::accepted;
  std::string channel;  ///< the inlet that answers come by, so that a later one replaces this; else any name
};

/// Enters it as the newest version of the answer, whatever was known before; in the audit log in the same transaction.
/// Gives what is known now, for people. The reason is kept with it. Refused (Fault::config, nothing is changed): no
/// such invoice, or the same is known already.
[[nodiscard]] Result<std::string> enter_answer(store::Transaction& transaction, const AnswerOrder& order,
                                               const Decider& decider);

/// The invoice was taken back: an answer that waits for just that waits no more.
[[nodiscard]] Result<void> settle_answer(store::Transaction& transaction, const std::string& number,
                                         const Decider& decider);

}  // namespace sluss::engine
