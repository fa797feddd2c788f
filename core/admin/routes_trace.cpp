#include "admin/route_parts.h"
#include "admin/routes.h"
#include "engine/trace.h"

namespace sluss::admin {
namespace {

using shape::Need;
using store::Role;

engine::Trace traced(const Call& call, store::Transaction& transaction) {
  auto found = engine::trace(transaction, call.part("name"));
  if (!found && found.error().fault == Fault::config) throw Problem{404, "nothing is called that"};
  return must(std::move(found));
}

http::Reply show(Call& call) { return answer(to_value(traced(call, *call.reading()), engine::Personal::hidden)); }

/// Written down, for each thing, before anything is shown.
http::Reply look(Call& call) {
  const auto transaction = call.writing();
  const auto trace = traced(call, *transaction);
  for (const auto& item : trace.items)
    note_look(call, *transaction, "message " + std::to_string(item.versions.back().stored.message.id));
  must(transaction->commit());
  return answer(to_value(trace, engine::Personal::shown));
}

Value delivery_shape() {
  return shape::object({{"to", shape::text("The connection")},
                        {"key", shape::text("What the target knows it by")},
                        {"state", shape::text("Where it stands")},
                        {"attempts", shape::whole("How often it was tried")},
                        {"receipt", shape::text("What the target gave or said"), Need::sometimes},
                        {"at", shape::text("When its state changed last, in UTC"), Need::sometimes}});
}

std::vector<shape::Member> line_members() {
  return {{"line", shape::whole("Its number in the ledger")},
          {"placement", shape::text("The placement's key")},
          {"message", shape::whole("The version it was booked from")},
          {"days", shape::whole("How many days")},
          {"dates", shape::text("Which")},
          {"week_price_ore", shape::amount("The price of a week")},
          {"credits", shape::whole("The line it takes days back of"), Need::sometimes},
          {"amount_ore", shape::amount("The line's amount")},
          {"invoice", shape::text("The invoice it stands on"), Need::sometimes}};
}

Value invoice_line_shape() {
  auto members = line_members();
  members.push_back({"place", shape::text("Where its row stood in what was read")});
  return shape::object(members);
}

Value version_shape() {
  return shape::object(
      {{"message", shape::whole("Its number")},
       {"change", shape::text("What it does to the thing")},
       {"place", shape::text("Where it stood in what was read")},
       {"run", shape::whole("The run that read or made it")},
       {"pipeline", shape::text("Whose run that was"), Need::sometimes},
       {"at", shape::text("When that run began, in UTC"), Need::sometimes},
       {"changed", shape::list_of(shape::object(
                       {{"field", shape::text("What it says otherwise than the version before")},
                        {"before", shape::anything("Masked as the message itself is"), Need::sometimes},
                        {"after", shape::anything("Masked as the message itself is"), Need::sometimes}}))},
       {"state", shape::word("Where it stands", store::all_state_names())},
       {"reason", shape::text("Why it stands there"), Need::sometimes},
       {"amount_ore", shape::amount("What is held"), Need::sometimes},
       {"lines", shape::list_of(shape::object(line_members()))},
       {"deliveries", shape::list_of(delivery_shape())},
       {"body", shape::anything("Its content: only after a look"), Need::sometimes},
       {"raw", shape::text("What was read: only after a look"), Need::sometimes}});
}

Value invoice_shape() {
  return shape::object(
      {{"number", shape::text("The invoice's number")},
       {"message", shape::whole("The message that is its document")},
       {"unit", shape::text("Who is paid")},
       {"institution", shape::text("Who pays")},
       {"term", shape::text("For which term")},
       {"supplement", shape::whole("0: the first one of its group; else which supplement")},
       {"credits", shape::text("Of a credit note: the invoice it takes back"), Need::sometimes},
       {"issued", shape::text("The day of issue")},
       {"total_ore", shape::amount("Its total")},
       {"state", shape::word("Where its document stands", store::all_state_names()), Need::sometimes},
       {"reason", shape::text("Why it stands there"), Need::sometimes},
       {"deliveries", shape::list_of(delivery_shape())},
       {"lines", shape::list_of(invoice_line_shape()), Need::sometimes},
       {"payment", shape::text("How it stands with payment")},
       {"payments", shape::list_of(shape::object({{"payment", shape::text("The bank's reference")},
                                                  {"message", shape::whole("The payment's message")},
                                                  {"amount_ore", shape::amount("What of it stands here")},
                                                  {"day", shape::text("The day it was paid")}}))},
       {"answer", shape::text("What the buyer answered"), Need::sometimes}});
}

Value item_shape() {
  return shape::object({{"kind", shape::text("What it is: placement, invoice, ...")},
                        {"key", shape::text("What names it")},
                        {"connection", shape::text("Where it came from, or the pipeline that made it")},
                        {"versions", shape::list_of(version_shape())},
                        {"order", shape::text("Of a placement: the order line whose place it takes"), Need::sometimes},
                        {"placements",
                         shape::list_of(shape::object({{"placement", shape::text("Its key")},
                                                       {"message", shape::whole("Its message")},
                                                       {"state", shape::word("Its state", store::all_state_names())},
                                                       {"reason", shape::text("Why"), Need::sometimes}})),
                         Need::sometimes},
                        {"lines", shape::list_of(shape::object(line_members()))},
                        {"invoices", shape::list_of(invoice_shape())},
                        {"decisions", shape::list_of(shape::object({{"at", shape::text("When, in UTC")},
                                                                    {"who", shape::text("Who decided")},
                                                                    {"action", shape::text("What was decided")},
                                                                    {"what", shape::text("About what")},
                                                                    {"reason", shape::text("Why")}}))}});
}

Value trace_shape() {
  return shape::object(
      {{"items", shape::list_of(item_shape())},
       {"also_message", shape::whole("Another message whose number that is: ask for id:NUMBER"), Need::sometimes}});
}

}  // namespace

std::vector<Route> trace_routes() {
  return {{"GET",
           "/api/v1/trace/{name}",
           Access::only(Role::viewer),
           "The whole life of what a key, an invoice number, a delivery's key or a message's number names; masked.",
           {},
           {},
           trace_shape(),
           show},
          {"POST",
           "/api/v1/trace/{name}/look",
           Access::only(Role::personal),
           "The same with names, personal numbers and raw rows; the reason goes to the audit log.",
           {},
           reason_shape(),
           trace_shape(),
           look}};
}

}  // namespace sluss::admin
