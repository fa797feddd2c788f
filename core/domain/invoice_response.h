// What a buyer answers to an invoice, and what is to be done about it. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/day.h"
#include "base/value.h"
#include "domain/party_identity.h"
#include "domain/payment.h"
#include "domain/placement.h"

namespace sluss::domain {

/// How far a buyer has come with an invoice, in the order of its way. `paid` is what the buyer says; it books nothing.
enum class Answer { acknowledged, in_process, under_query, conditional, rejected, accepted, paid };

[[nodiscard]] const char* name_of(Answer answer);

struct InvoiceResponse {
  std::string number;  ///< of the invoice or credit note
  Answer status = Answer::acknowledged;
  Day day;                           ///< when it was given
  std::vector<std::string> reasons;  ///< codes of Peppol's list OPStatusReason: "PRI"
  std::vector<std::string> actions;  ///< what the buyer asks for; codes of OPStatusAction: "NIN"
  std::string by, note;              ///< who of us entered it, and why; empty when the buyer's own message came in
  std::vector<std::string> sender;   ///< who answers: party_id (domain/party_identity.h)
  std::string stranger;              ///< what somebody who is not the buyer answered after it; counts for nothing
};

/// Reads an invoice_response message's body, checking every field; all faults at once. Body:
///   number (text), status (a name of Answer), day (YYYY-MM-DD), reasons and actions (lists of codes; may be missing;
///   a code that is in no list reads as OTH), by, note, sender (a list of party_id; may be missing), stranger, and
///   texts: what the buyer wrote, which may name people and is not read here
[[nodiscard]] tl::expected<InvoiceResponse, std::vector<FieldFault>> read_invoice_response(const Value& body);

/// What is thought of an answer without a sender: new ones have one, and those of before senders were kept have none.
enum class Unknown { refused, taken };
/// Whether the buyer gave it, or one of us entered it.
[[nodiscard]] bool is_by_buyer(const InvoiceResponse& response, const BilledParty& buyer, Unknown unknown);

/// What a person is told of an answer that is not the buyer's.
[[nodiscard]] std::string stranger_text(const InvoiceResponse& response, const BilledParty& buyer);

/// Whether an answer takes the place of an earlier one that came in before it: by its day; of two from one day the one
/// that is further on its way, and of two that are as far the one that came in last.
[[nodiscard]] bool replaces(const InvoiceResponse& late, const InvoiceResponse& early);

/// "rejected by the buyer 2026-12-05".
[[nodiscard]] std::string short_answer(const InvoiceResponse& response);
/// The same with why: "...: prices incorrect (PRI); it asks for a new invoice (NIN)". Without what the buyer wrote.
[[nodiscard]] std::string answer_text(const InvoiceResponse& response);

/// What becomes of the message that tells of it.
struct ResponseOutcome {
  bool waits = false;  ///< a person must see to it
  std::string reason;
};

/// `account`: of the invoice; nullopt when there is none of that number. `message`: the one that tells of it. An answer
/// that a person must act on waits until nothing is due on the invoice any more, and one after which a stranger
/// answered until a person has seen it.
[[nodiscard]] ResponseOutcome outcome_of(const InvoiceResponse& response, const std::optional<InvoiceAccount>& account,
                                         std::int64_t message);

}  // namespace sluss::domain
