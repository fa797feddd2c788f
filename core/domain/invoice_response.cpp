#include "domain/invoice_response.h"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>

#include "base/text.h"
#include "domain/field_reader.h"

namespace sluss::domain {
namespace {

constexpr std::array answers{Answer::acknowledged, Answer::in_process, Answer::under_query, Answer::conditional,
                             Answer::rejected,     Answer::accepted,   Answer::paid};
constexpr std::size_t most_codes = 20;
constexpr std::size_t most_ids = 5;
constexpr std::size_t longest_number = 35;  // more than any invoice number of ours

struct Code {
  std::string_view code, text;
};

constexpr auto other = "OTH";
// Peppol's lists OPStatusReason and OPStatusAction.
constexpr std::array reasons{
    Code{"NON", "no issue"},
    Code{"REF", "references incorrect"},
    Code{"LEG", "legal information incorrect"},
    Code{"REC", "receiver unknown"},
    Code{"QUA", "quality insufficient"},
    Code{"DEL", "delivery issues"},
    Code{"PRI", "prices incorrect"},
    Code{"QTY", "quantity incorrect"},
    Code{"ITM", "items incorrect"},
    Code{"PAY", "payment terms incorrect"},
    Code{"UNR", "not recognised"},
    Code{"FIN", "finance terms incorrect"},
    Code{"PPD", "partly paid"},
    Code{other, "another reason"},
};
constexpr std::array actions{
    Code{"NOA", "nothing"},
    Code{"PIN", "more information"},
    Code{"NIN", "a new invoice"},
    Code{"CNF", "a credit note for all of it"},
    Code{"CNP", "a credit note for a part"},
    Code{"CNA", "repayment"},
    Code{other, "something else"},
};

/// As it stands in the list: what stands in no list may be any text, and is not kept.
const Code& known(std::span<const Code> list, std::string_view code) {
  const auto at = std::find_if(list.begin(), list.end(), [&](const Code& one) { return one.code == code; });
  return at == list.end() ? list.back() : *at;
}

std::string text_of(std::span<const Code> list, const std::vector<std::string>& codes) {
  std::vector<std::string> texts;
  for (const auto& code : codes) texts.push_back(std::string(known(list, code).text) + " (" + code + ")");
  return join(texts, ", ");
}

class Reader : public FieldReader {
 public:
  using FieldReader::FieldReader;

  tl::expected<InvoiceResponse, std::vector<FieldFault>> read() {
    response_.number = required("number", "the number of the invoice");
    if (response_.number.size() > longest_number) fault("number", excerpt(response_.number), "at most 35 characters");
    if (text("status").empty()) fault("status", "", one_of(answers));
    response_.status = word("status", answers, Answer::acknowledged);
    if (const auto given = day("day")) response_.day = *given;
    response_.reasons = codes("reasons", reasons);
    response_.actions = codes("actions", actions);
    response_.by = text("by");
    response_.note = text("note");
    response_.sender = sender();
    response_.stranger = text("stranger");
    if (!faults().empty()) return tl::unexpected(faults());
    return std::move(response_);
  }

 private:
  std::vector<std::string> codes(std::string_view path, std::span<const Code> list) {
    const auto& value = body().at(path);
    std::vector<std::string> found;
    if (value.is_null()) return found;
    const auto* items = value.as_list();
    if (items == nullptr || items->size() > most_codes) {
      fault(path, "", "a list of at most 20 codes");
      return found;
    }
    for (const auto& item : *items) found.emplace_back(known(list, trim(item.text_or_empty())).code);
    return found;
  }

  std::vector<std::string> sender() {
    const auto& value = body().at("sender");
    std::vector<std::string> found;
    if (value.is_null()) return found;
    const auto* items = value.as_list();
    const bool is_right =
        items != nullptr && items->size() <= most_ids &&
        std::all_of(items->begin(), items->end(), [](const Value& item) { return is_party_id(item.text_or_empty()); });
    if (!is_right) fault("sender", "", "a list of at most 5 identifiers such as 0007:2029990013");
    else
      for (const auto& item : *items) found.push_back(item.text_or_empty());
    return found;
  }

  InvoiceResponse response_;
};

/// How far it is on its way; the three decisions that exclude each other are as far.
int stage_of(Answer answer) {
  if (answer == Answer::rejected || answer == Answer::accepted) return static_cast<int>(Answer::rejected);
  return static_cast<int>(answer);
}

std::string status_text(Answer status) {
  switch (status) {
    case Answer::acknowledged: return "acknowledged by the buyer";
    case Answer::in_process: return "in process at the buyer";
    case Answer::under_query: return "under query by the buyer";
    case Answer::conditional: return "accepted by the buyer on conditions";
    case Answer::rejected: return "rejected by the buyer";
    case Answer::accepted: return "accepted by the buyer";
    case Answer::paid: return "paid, says the buyer,";
  }
  return "";
}

/// Of what a person must see to: what to do. `message` is let go when it is done.
std::string to_do(const InvoiceResponse& response, bool is_credit_note, std::int64_t message) {
  const auto done = "sluss messages discard " + std::to_string(message);
  const auto credit = "sluss invoices credit " + response.number;
  if (is_credit_note) return "Ask the buyer what is wrong with this credit note; when it is settled: " + done;
  if (response.status == Answer::rejected)
    return "Correct the configuration or the placement, then " + credit + "; when it is settled otherwise: " + done;
  if (response.status == Answer::under_query)
    return "The buyer waits for an answer. Give it what it asks for, then " + done + "; or correct and " + credit;
  return "Look at the conditions: " + done + " when you agree, else correct and " + credit;
}

bool asks_for_a_person(Answer status) {
  return status == Answer::rejected || status == Answer::under_query || status == Answer::conditional;
}

}  // namespace

const char* name_of(Answer answer) {
  switch (answer) {
    case Answer::acknowledged: return "acknowledged";
    case Answer::in_process: return "in_process";
    case Answer::under_query: return "under_query";
    case Answer::conditional: return "conditional";
    case Answer::rejected: return "rejected";
    case Answer::accepted: return "accepted";
    case Answer::paid: return "paid";
  }
  return "acknowledged";
}

tl::expected<InvoiceResponse, std::vector<FieldFault>> read_invoice_response(const Value& body) {
  return Reader(body).read();
}

bool is_by_buyer(const InvoiceResponse& response, const BilledParty& buyer, Unknown unknown) {
  if (!response.by.empty()) return true;
  return response.sender.empty() ? unknown == Unknown::taken : is_party(response.sender, buyer);
}

std::string stranger_text(const InvoiceResponse& response, const BilledParty& buyer) {
  const auto who = response.sender.empty() ? std::string("somebody unknown") : join(response.sender, ", ");
  // By default a buyer is reached by its organisation number.
  const bool is_plain = buyer.endpoint.id.empty() || buyer.endpoint.id == buyer.organisation_number;
  const auto endpoint = is_plain ? std::string() : " (" + buyer.endpoint.scheme + ":" + buyer.endpoint.id + ")";
  return std::string("an answer, ") + name_of(response.status) + " " + to_iso(response.day) + ", came from " + who +
         ", and the buyer is 0007:" + buyer.organisation_number + endpoint + "; it counts for nothing";
}

bool replaces(const InvoiceResponse& late, const InvoiceResponse& early) {
  return std::tuple(late.day, stage_of(late.status)) >= std::tuple(early.day, stage_of(early.status));
}

std::string short_answer(const InvoiceResponse& response) {
  return status_text(response.status) + " " + to_iso(response.day);
}

std::string answer_text(const InvoiceResponse& response) {
  const auto text = short_answer(response);
  std::vector<std::string> more;
  if (!response.reasons.empty()) more.push_back(text_of(reasons, response.reasons));
  if (!response.actions.empty()) more.push_back("it asks for " + text_of(actions, response.actions));
  if (!response.by.empty()) more.push_back("entered by " + response.by + ": " + response.note);
  return more.empty() ? text : text + ": " + join(more, "; ");
}

ResponseOutcome outcome_of(const InvoiceResponse& response, const std::optional<InvoiceAccount>& account,
                           std::int64_t message) {
  const auto text = answer_text(response);
  if (!account)
    return {true, "there is no invoice " + excerpt(response.number) + ", which was " + text +
                      ". It is tried again every night, as the invoice may come; else sluss messages discard " +
                      std::to_string(message)};
  const bool is_credit_note = account->total < Ore{};
  const bool is_over = !is_credit_note && account->due() <= Ore{};
  if (!response.stranger.empty() && (!asks_for_a_person(response.status) || is_over))
    return {true, text + ". After that " + response.stranger + ". When you have seen it: sluss messages discard " +
                      std::to_string(message)};
  if (!asks_for_a_person(response.status)) return {false, text};
  if (is_over) return {false, text + ". Nothing is due on it any more: " + standing_text(*account)};
  const auto stranger = response.stranger.empty() ? "" : ". After that " + response.stranger;
  return {true, text + ". " + to_do(response, is_credit_note, message) + stranger +
                    ". What the buyer wrote: sluss messages show " + std::to_string(message) + " --personal REASON"};
}

}  // namespace sluss::domain
