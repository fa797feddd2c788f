#include "take.h"

#include <algorithm>

namespace sluss::approval {
namespace {

constexpr auto kind = "approval";

const char* done(Word word) { return word == Word::yes ? "approved" : "refused"; }

bool says(const Value& flag) { return flag.as_bool() != nullptr && *flag.as_bool(); }

std::string name_of(const Group& group) {
  return "the basis of " + group.unit + " for " + group.institution + ", " + group.term;
}

/// What keeps a mail from being an answer at all, whatever it says.
std::string why_no_answer(const Value& body) {
  const auto report = body["report"].text_or_empty();
  if (!report.empty()) return "a mail that was sent came back: " + report + ". Correct the unit's address";
  if (says(body["automatic"]))
    return "it was written by a machine, not by a person: nobody has looked at the basis yet";
  if (body["code"].text_or_empty().empty())
    return "no code stands in its subject, so nobody knows which basis it is about";
  return {};
}

/// The mail before this one about the same basis.
Result<std::optional<Found>> mail_before(const Message& message, Lookup& lookup) {
  SLUSS_TRY_ASSIGN(found, lookup.of_kind(kind, message.key));
  if (!found || found->message.id >= message.id) return std::nullopt;
  return found;
}

/// Kept along, so that a later mail knows what was decided even when the basis is issued by then.
void remember(const Found& before, Value& body) {
  if (const auto& decided = before.message.body["decided"]; !decided.is_null()) body["decided"] = decided;
  if (before.standing == Standing::parked) body["unread"] = before.message.id;
}

/// This mail took the place of one that a person had not looked at.
std::string unread_text(const Value& body) {
  const auto id = body["unread"].text_or_empty();
  return id.empty() ? "" : " (message " + id + ", the mail before it, waited as well)";
}

void hold(Item& item, const std::string& why) {
  item.hold(why + ". Read it: sluss messages show " + std::to_string(item.message.id) +
            " --personal REASON; then decide by sluss invoices approve or refuse, and sluss messages discard " +
            std::to_string(item.message.id));
}

}  // namespace

Spec<TakeConfig> take_spec() {
  return Spec<TakeConfig>("take_approval", "Approves and refuses bases by what was answered to their mails")
      .required("codes", &TakeConfig::codes, "What the codes are made with: the same secret as of ask_approval",
                "secret:approval_codes")
      .option("senders", &TakeConfig::senders,
              "Who may answer besides the address that a basis was mailed to; * and ? as in a shell",
              "\"*@region.example\"")
      .bare("codes")
      .rule([](const TakeConfig& config, const Node& node, ParseContext& context) {
        check_secret(node.is_map() ? node["codes"] : node, config.codes, context);
      });
}

Result<void> TakeApproval::process(std::span<Item> batch, Context& context) {
  for (auto& item : batch) {
    if (item.message.kind != kind) continue;
    if (item.message.change == Change::withdrawn) item.filter("no longer told of");
    else SLUSS_TRY(take(item, context));
  }
  return {};
}

Result<void> TakeApproval::take(Item& item, Context& context) const {
  SLUSS_TRY_ASSIGN(before, mail_before(item.message, context.lookup()));
  if (before) remember(*before, item.message.body);
  const Value& body = item.message.body;
  const auto unread = unread_text(body);
  if (const auto why = why_no_answer(body); !why.empty()) {
    hold(item, why + unread);
    return {};
  }
  const auto word = word_of(body["text"].text_or_empty());
  SLUSS_TRY_ASSIGN(asked, asked_by(body["code"].text_or_empty(), context));
  if (!asked) {
    if (word && body["decided"].text_or_empty() == done(*word)) item.filter("the same answer once more");
    else
      hold(item,
           "no basis with its code waits: it was invoiced, or has changed and was mailed anew, or the code is none "
           "of ours" +
               unread);
  } else if (!may_answer(body["sender"].text_or_empty(), *asked, context)) {
    hold(item, "its sender is not the address that " + name_of(asked->group) +
                   " was mailed to, nor one that senders: allows" + unread);
  } else if (!word) {
    hold(item, "its first line says neither plainly yes nor plainly no about " + name_of(asked->group) + unread);
  } else if (*word == Word::yes && says(body["more"])) {
    hold(item, "it says yes to " + name_of(asked->group) + ", and more than that" + unread);
  } else {
    return decide(item, *asked, *word, context);
  }
  return {};
}

Result<std::optional<TakeApproval::Asked>> TakeApproval::asked_by(const std::string& code, Context& context) const {
  auto& book = context.book();
  const auto today = day_in_stockholm(context.clock().now());
  for (std::optional<Group> last;;) {
    SLUSS_TRY_ASSIGN(group, book.next_waiting(last));
    if (!group) return std::nullopt;
    last = *group;
    if (!waits_for_person(*group, context.agreements(), today)) continue;
    SLUSS_TRY_ASSIGN(lines, book.waiting(*group));
    if (code_of(basis_key(*group, lines), config_.codes) == code) return Asked{*group, std::move(lines)};
  }
}

bool TakeApproval::may_answer(const std::string& sender, const Asked& asked, Context& context) const {
  const auto who = fold_case(sender);
  const auto* unit = context.agreements().unit_by_id(asked.group.unit);
  if (who.empty() || unit == nullptr) return false;
  return who == fold_case(unit->contact.email) ||
         std::any_of(config_.senders.begin(), config_.senders.end(),
                     [&](const std::string& pattern) { return matches_glob(fold_case(pattern), who); });
}

Result<void> TakeApproval::decide(Item& item, const Asked& asked, Word word, Context& context) const {
  const bool approved = word == Word::yes;
  SLUSS_TRY_ASSIGN(known, context.book().approval(asked.group));
  const bool is_decided = known && known->lines == digest_of(asked.lines);
  if (is_decided && known->approved == approved) {
    item.filter(std::string(done(word)) + " already: " + name_of(asked.group));
    return {};
  }
  // A no takes back a yes as long as nothing is issued; the other way a person says which of the two holds.
  if (is_decided && approved) {
    hold(item, "it says yes to " + name_of(asked.group) + ", which was refused before");
    return {};
  }
  auto* approvals = approvals_of(context);
  if (approvals == nullptr) return fail(Fault::config, "take_approval belongs among a pipeline's steps");
  auto& body = item.message.body;
  SLUSS_TRY(approvals->decide(asked.group, asked.lines, approved,
                              {"mail from " + body["sender"].text_or_empty(), context.clock().now(),
                               "answered by the mail <" + body["id"].text_or_empty() + ">"}));
  body["decided"] = done(word);
  item.filter(std::string(done(word)) + ": " + name_of(asked.group) + unread_text(body));
  return {};
}

}  // namespace sluss::approval
