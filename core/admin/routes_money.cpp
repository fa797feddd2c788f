#include "admin/route_parts.h"
#include "admin/routes.h"
#include "views/deadlines.h"
#include "views/payments.h"

namespace sluss::admin {
namespace {

using shape::Need;
using store::Role;

constexpr std::size_t most_exceptions = 1000;

http::Reply deadlines(Call& call) {
  const auto& text = call.part("term");
  const auto term = domain::parse_term(text);
  if (!term && !text.empty()) throw Problem{400, "\"term\": expected a term such as HT2026 or VT2027"};
  const auto configuration = call.house().configuration();
  const auto today = day_in_stockholm(call.now());
  const auto states = must(views::deadlines_to_show(*call.reading(), configuration->agreements, today, term));
  return answer(part_of(states, call, [&](const auto& state) { return views::deadline(state, today); }));
}

http::Reply unpaid(Call& call) {
  const auto& text = call.part("due");
  const auto until = parse_iso_day(text);
  if (!until && !text.empty()) throw Problem{400, "\"due\": expected a day as YYYY-MM-DD"};
  const auto reading = call.reading();
  const auto owed = must(views::unpaid(*reading, text.empty() ? std::nullopt : until, day_in_stockholm(call.now())));
  return answer(part_of(owed, call, [&](const views::Owed& one) {
    return views::to_value(one, one.overpaid() > Ore{} ? "" : must(views::objection_to(*reading, one.invoice.number)));
  }));
}

/// Those in a state, or all.
void add_payments(const Call& call, store::Transaction& reading, std::optional<store::State> state,
                  std::vector<store::StoredMessage>& found) {
  store::MessageFilter filter;
  filter.kind = "payment";
  filter.state = state;
  filter.after = call.number("after").value_or(0);
  filter.limit = limit_of(call) + 1;
  for (auto& stored : must(reading.messages().list(filter))) found.push_back(std::move(stored));
}

http::Reply payments(Call& call) {
  const auto reading = call.reading();
  const auto wanted = limit_of(call);
  std::vector<store::StoredMessage> found;
  if (call.part("open") == "yes") {
    for (const auto state : {store::State::held, store::State::rejected}) add_payments(call, *reading, state, found);
  } else {
    add_payments(call, *reading, std::nullopt, found);
  }
  const auto id = [](const store::StoredMessage& stored) { return stored.message.id; };
  std::ranges::sort(found, std::less(), id);
  if (found.size() > wanted + 1) found.resize(wanted + 1);
  return answer(page(std::move(found), wanted, views::payment, id));
}

engine::Grouping grouping_of(const std::string& by) {
  if (by == "unit") return engine::Grouping::unit;
  if (by == "institution") return engine::Grouping::institution;
  return by == "term" ? engine::Grouping::term : engine::Grouping::all;
}

void cut_exceptions(Value& value) {
  auto& exceptions = *value["exceptions"].as_list();
  if (exceptions.size() <= most_exceptions) return;
  value["left_off"] = static_cast<std::int64_t>(exceptions.size() - most_exceptions);
  value["exceptions"].as_list()->resize(most_exceptions);
}

/// Never waits: what was found last, while a newer one is made.
http::Reply reconciliation(Call& call) {
  const auto known = call.memory().reconciliation.ask(call.house());
  auto value = Value::object();
  if (known.result) {
    value = engine::to_value(*known.result, grouping_of(call.part("by")));
    cut_exceptions(value);
    value["made"] = to_iso(known.made);
  }
  value["state"] = known.running ? "running" : known.trouble.empty() ? "done" : "failed";
  if (!known.trouble.empty()) value["trouble"] = known.trouble;
  return answer(value);
}

Value deadline_shape() {
  return shape::object(
      {{"agreement", shape::text("By which agreement")},
       {"kind", shape::text("What is due: announce, answer, invoice")},
       {"term", shape::text("For which term")},
       {"day", shape::text("The last day")},
       {"days_left", shape::amount("Days until then; below zero: it has passed")},
       {"state", shape::word("How it stands", {"idle", "met", "open", "overdue", "missed"})},
       {"ground", shape::text("Why it is met, or what is open")},
       {"open", shape::list_of(shape::object({{"institution", shape::text("Who has not ordered"), Need::sometimes},
                                              {"unit", shape::text("Whose turn it is"), Need::sometimes},
                                              {"places", shape::whole("Not answered for"), Need::sometimes},
                                              {"days", shape::whole("Not invoiced"), Need::sometimes},
                                              {"amount_ore", shape::amount("Their worth"), Need::sometimes}}))},
       {"remind", shape::list_of(shape::text("A day on which a reminder is due"))}});
}

Value unpaid_shape() {
  return shape::object({{"institution", shape::text("Who owes")},
                        {"unit", shape::text("To whom")},
                        {"number", shape::text("The invoice")},
                        {"due", shape::text("By when")},
                        {"days_late", shape::whole("Days since then")},
                        {"total_ore", shape::amount("Its total")},
                        {"credited_ore", shape::amount("Taken back")},
                        {"paid_ore", shape::amount("Paid")},
                        {"rest_ore", shape::amount("Owed")},
                        {"overpaid_ore", shape::amount("Paid too much"), Need::sometimes},
                        {"answer", shape::text("What the buyer said against it"), Need::sometimes}});
}

/// What the bank said may lack a part where the payment was rejected.
Value payment_shape() {
  return shape::object({{"message", shape::whole("Its message")},
                        {"id", shape::anything("The bank's name of it")},
                        {"account", shape::anything("The account it came to")},
                        {"amount_ore", shape::anything("Its amount")},
                        {"day", shape::anything("Its day")},
                        {"kind", shape::anything("payment, or reversal: it was taken back")},
                        {"ocr", shape::text("The payer's reference, where it is a number; else its shape")},
                        {"state", shape::word("Where it stands", store::all_state_names())},
                        {"reason", shape::text("Why; empty: it is booked as it was meant")}});
}

std::vector<shape::Member> account_members() {
  return {{"placements", shape::whole("How many placements")},
          {"worth_ore", shape::amount("What they are worth")},
          {"invoiced_ore", shape::amount("What is invoiced")},
          {"credited_ore", shape::amount("What was taken back")},
          {"issued_ore", shape::amount("What the documents sum to")},
          {"waiting_ore", shape::amount("What waits to be invoiced")},
          {"held_ore", shape::amount("What is held")},
          {"delivered_ore", shape::amount("What has arrived")},
          {"difference_ore", shape::amount("What does not add up")}};
}

Value accounts_shape() {
  auto members = account_members();
  for (const auto* name : {"unit", "institution", "term"})
    members.push_back({name, shape::text("Of which " + std::string(name)), Need::sometimes});
  return shape::list_of(shape::object(members));
}

Value reconciliation_shape() {
  std::vector<shape::Member> members = {
      {"balances", shape::yes_no("It adds up to the öre, and nothing is under way")},
      {"accounts", accounts_shape()},
      {"total", shape::object(account_members())},
      {"invoices", shape::whole("How many documents were looked at")},
      {"held_without_amount", shape::whole("Held placements whose worth is not known yet")},
      {"rejected", shape::whole("Rows whose content is wrong")},
      {"asked", shape::whole("Deliveries that targets were asked about: by the nightly proof alone")},
      {"unasked", shape::list_of(shape::anything("Deliveries that could not be checked at their target"))},
      {"invariants", shape::anything("By name: how many things do not fit")},
      {"exceptions", shape::list_of(shape::text("What does not fit"))},
      {"left_off", shape::whole("How many more exceptions there are")},
      {"made", shape::text("Of which moment it tells, in UTC")},
      {"trouble", shape::text("Why a newer one could not be made")}};
  for (auto& member : members) member.need = Need::sometimes;
  members.push_back({"state", shape::word("running: a newer one is being made, ask again; the rest is the last one, "
                                          "where there is one",
                                          {"running", "done", "failed"})});
  return shape::object(members);
}

Route looking(const char* path, const char* summary, std::vector<QueryPart> query, Value shape,
              http::Reply (*handle)(Call&)) {
  return {"GET", path, Access::only(Role::viewer), summary, std::move(query), {}, std::move(shape), handle};
}

std::vector<QueryPart> paged_by(QueryPart part) {
  auto parts = page_parts();
  parts.push_back(std::move(part));
  return parts;
}

}  // namespace

std::vector<Route> money_routes() {
  return {
      looking("/api/v1/deadlines", "By when orders, answers and invoices are due, and what is open; by day.",
              paged_by({"term", shape::text("Only of this term; else of this and the next, and what is overdue")}),
              shape::page_of(deadline_shape()), deadlines),
      looking("/api/v1/unpaid", "What is owed, by institution and unit, and then what is overpaid.",
              paged_by({"due", shape::text("Only what is due on that day or before")}), shape::page_of(unpaid_shape()),
              unpaid),
      looking("/api/v1/payments", "Payments as the bank told of them, oldest first.",
              paged_by({"open", shape::word("Only those that wait for a person", {"yes", "no"})}),
              shape::page_of(payment_shape()), payments),
      looking("/api/v1/reconciliation",
              "Worth = invoiced - credited + waiting + held: the last result, and a newer one is begun when it is old.",
              {{"by", shape::word("One row for each of these alone", {"all", "unit", "institution", "term"})}},
              reconciliation_shape(), reconciliation),
  };
}

}  // namespace sluss::admin
