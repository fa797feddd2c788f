#include "response.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "domain/invoice_response.h"
#include "foreign.h"
#include "xml.h"

namespace sluss::ubl {
namespace {

using domain::Answer;

constexpr auto response_namespace = "urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2";
constexpr auto customization = "urn:fdc:peppol.eu:poacc:trns:invoice_response:3";
constexpr std::size_t most_texts = 100;
constexpr std::size_t most_codes = 20;
constexpr std::size_t most_ids = 5;

struct Status {
  std::string_view code;
  Answer answer;
};

// UNCL4343, the subset of T111.
constexpr std::array statuses{Status{"AB", Answer::acknowledged}, Status{"IP", Answer::in_process},
                              Status{"UQ", Answer::under_query},  Status{"CA", Answer::conditional},
                              Status{"RE", Answer::rejected},     Status{"AP", Answer::accepted},
                              Status{"PD", Answer::paid}};

Result<pugi::xml_node> only(pugi::xml_node parent, std::string_view name) {
  const auto found = group(parent, name);
  if (!found) return refuse("there is no " + std::string(name));
  for (auto other = found.next_sibling(); other; other = other.next_sibling()) {
    // Each stands there once (Peppol, T111): which of two counts nobody could say.
    if (is(other, aggregate_namespace, name))
      return refuse("there is more than one " + std::string(name) +
                    ": a response is of one sender, and answers one document");
  }
  return found;
}

Result<std::string> status_of(pugi::xml_node response) {
  SLUSS_TRY_ASSIGN(code, text_of(response, "ResponseCode"));
  const auto at =
      std::find_if(statuses.begin(), statuses.end(), [&](const Status& status) { return status.code == code; });
  if (at == statuses.end()) return refuse_field("ResponseCode", "one of AB, IP, UQ, CA, RE, AP, PD");
  return std::string(domain::name_of(at->answer));
}

/// Who answers, by the schemes of its address and of its other identifiers.
Result<Value::List> sender_of(pugi::xml_node root) {
  SLUSS_TRY_ASSIGN(party, only(root, "SenderParty"));
  Value::List ids;
  const auto add = [&](pugi::xml_node id) {
    const auto known = domain::party_id(id.attribute("schemeID").value(), id.text().as_string());
    if (known && ids.size() < most_ids) ids.emplace_back(*known);
  };
  add(field(party, "EndpointID"));
  for (const auto node : party.children()) {
    if (is(node, aggregate_namespace, "PartyIdentification")) add(field(node, "ID"));
  }
  if (ids.empty())
    return refuse_field("EndpointID",
                        "whose answer it is: the sender's electronic address, with its scheme, such as 0007 and an "
                        "organisation number");
  return ids;
}

/// What a person wrote; it may name anybody.
class Texts {
 public:
  void add(pugi::xml_node parent, std::string_view name) {
    for (const auto node : parent.children()) {
      if (!is(node, basic_namespace, name) || texts_.size() == most_texts) continue;
      if (auto text = xml_text(node.text().as_string()); !text.empty()) texts_.emplace_back(std::move(text));
    }
  }
  [[nodiscard]] Value take() { return {std::move(texts_)}; }
  [[nodiscard]] bool empty() const { return texts_.empty(); }

 private:
  Value::List texts_;
};

/// Reasons and what is asked for; which of them a code is, its list says.
void read_clarifications(pugi::xml_node response, Value& body, Texts& texts) {
  Value::List reasons, actions;
  for (const auto status : response.children()) {
    if (!is(status, aggregate_namespace, "Status")) continue;
    const auto code = field(status, "StatusReasonCode");
    auto& list = std::string_view(code.attribute("listID").value()) == "OPStatusAction" ? actions : reasons;
    const auto text = std::string(trim(code.text().as_string()));
    if (!text.empty() && list.size() < most_codes) list.emplace_back(text);
    texts.add(status, "StatusReason");
    for (const auto condition : status.children()) {
      if (is(condition, aggregate_namespace, "Condition")) texts.add(condition, "Description");
    }
  }
  if (!reasons.empty()) body["reasons"] = Value(std::move(reasons));
  if (!actions.empty()) body["actions"] = Value(std::move(actions));
}

}  // namespace

bool is_response(pugi::xml_node root) { return is(root, response_namespace, "ApplicationResponse"); }

Result<Value> read_response(pugi::xml_node root) {
  SLUSS_TRY_ASSIGN(profile, text_of(root, "CustomizationID"));
  if (!profile.starts_with(customization)) return refuse_field("CustomizationID", customization);
  SLUSS_TRY_ASSIGN(id, text_of(root, "ID"));
  SLUSS_TRY_ASSIGN(day, day_of(root, "IssueDate"));
  SLUSS_TRY_ASSIGN(sender, sender_of(root));
  SLUSS_TRY_ASSIGN(answered, only(root, "DocumentResponse"));
  SLUSS_TRY_ASSIGN(response, only(answered, "Response"));
  SLUSS_TRY_ASSIGN(reference, only(answered, "DocumentReference"));
  SLUSS_TRY_ASSIGN(status, status_of(response));
  SLUSS_TRY_ASSIGN(number, text_of(reference, "ID"));
  auto body = Value::object();
  body["number"] = number;
  body["status"] = status;
  body["day"] = day;
  body["response"] = id;
  body["sender"] = Value(std::move(sender));
  Texts texts;
  texts.add(root, "Note");
  read_clarifications(response, body, texts);
  if (!texts.empty()) body["texts"] = texts.take();
  return body;
}

}  // namespace sluss::ubl
