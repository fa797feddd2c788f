#include "admin/route_parts.h"
#include "admin/routes.h"
#include "engine/invoicing.h"
#include "observe/masking.h"
#include "views/invoices.h"

namespace sluss::admin {
namespace {

using shape::Need;
using store::Role;

constexpr std::size_t usual_drafts = 20, most_draft_lines = 500;

std::vector<shape::Member> summary_members() {
  return {{"number", shape::text("The invoice's number")},
          {"unit", shape::text("Who is paid")},
          {"institution", shape::text("Who pays")},
          {"agreement", shape::text("By which agreement")},
          {"term", shape::text("For which term")},
          {"supplement", shape::whole("0: the first one of its group; else which supplement")},
          {"credits", shape::text("Of a credit note: the invoice it takes back"), Need::sometimes},
          {"issued", shape::text("The day of issue")},
          {"total_ore", shape::amount("Its total; below zero on a credit note")},
          {"message", shape::whole("The message that is its document")},
          {"paid_ore", shape::amount("What was paid on it")},
          {"payment", shape::text("How it stands with payment"), Need::sometimes},
          {"answer", shape::anything("What the buyer answered"), Need::sometimes}};
}

Value life_shape() {
  auto members = summary_members();
  members.push_back({"payments", shape::list_of(shape::anything("A payment, or the part of one that stands on it"))});
  members.push_back({"credit_notes", shape::list_of(shape::text("A credit note's number")), Need::sometimes});
  members.push_back({"deliveries", shape::list_of(shape::anything("Where it went, and what came of it"))});
  members.push_back({"invoice", shape::anything("The document")});
  return shape::object(members);
}

Value draft_shape() {
  return shape::object({{"unit", shape::text("Who is to be paid")},
                        {"institution", shape::text("Who is to pay")},
                        {"agreement", shape::text("By which agreement")},
                        {"term", shape::text("For which term")},
                        {"state", shape::text("What it waits for")},
                        {"invoice_from", shape::text("Nothing is issued before that day"), Need::sometimes},
                        {"total_ore", shape::amount("The sum of its lines")},
                        {"lines", shape::list_of(shape::object({
                                      {"placement", shape::text("The placement's key")},
                                      {"message", shape::whole("The message it comes of")},
                                      {"days", shape::whole("How many days")},
                                      {"dates", shape::text("Which")},
                                      {"week_price_ore", shape::amount("The price of a week")},
                                      {"amount_ore", shape::amount("The line's amount")},
                                  }))}});
}

store::InvoiceFilter filter_of(const Call& call) {
  store::InvoiceFilter filter;
  filter.unit = call.part("unit");
  filter.institution = call.part("institution");
  filter.term = call.part("term");
  filter.after = call.number("after").value_or(0);
  filter.limit = limit_of(call);
  return filter;
}

http::Reply list(Call& call) {
  auto filter = filter_of(call);
  const auto wanted = filter.limit++;
  const auto reading = call.reading();
  return answer(page(
      must(reading->books().invoices(filter)), wanted,
      [&](const auto& invoice) { return must(views::summary(*reading, invoice)); },
      [](const auto& invoice) { return invoice.message; }));
}

store::IssuedInvoice invoice_of(const Call& call, store::Transaction& reading) {
  auto invoice = must(reading.books().invoice(call.part("number")));
  if (!invoice) throw Problem{404, "there is no invoice of that number"};
  return std::move(*invoice);
}

store::StoredMessage document_of(const store::IssuedInvoice& invoice, store::Transaction& reading) {
  auto stored = must(reading.messages().get(invoice.message));
  if (!stored) throw Problem{503, "the invoice has no document; the store is damaged: sluss reconcile"};
  return std::move(*stored);
}

http::Reply show(Call& call) {
  const auto reading = call.reading();
  const auto invoice = invoice_of(call, *reading);
  auto value = must(views::life(*reading, invoice));
  value["invoice"] = observe::masked("invoice", document_of(invoice, *reading).message.body);
  return answer(value);
}

/// Written down before anything is shown.
http::Reply look(Call& call) {
  const auto transaction = call.writing();
  const auto invoice = invoice_of(call, *transaction);
  note_look(call, *transaction, "invoice " + invoice.number);
  auto value = must(views::life(*transaction, invoice));
  value["invoice"] = document_of(invoice, *transaction).message.body;
  must(transaction->commit());
  return answer(value);
}

const char* type_of(const std::string& form) {
  return form == "pdf" ? "application/pdf" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

/// Written down before anything is shown.
Message noted_document(const Call& call, const store::IssuedInvoice& invoice) {
  const auto transaction = call.writing();
  note_look(call, *transaction, "basis of invoice " + invoice.number);
  auto stored = document_of(invoice, *transaction);
  must(transaction->commit());
  return std::move(stored.message);
}

http::Reply basis(Call& call) {
  const auto configuration = call.house().configuration();
  const auto outlet = configuration->outlets.find(configuration->basis);
  if (outlet == configuration->outlets.end())
    throw Problem{422, "no format for the basis is set: give sluss.yaml a line \"basis: <connection>\""};
  const auto invoice = invoice_of(call, *call.reading());
  const auto message = noted_document(call, invoice);
  const auto form = call.body()["form"].text_or_empty();
  for (auto& document : must(outlet->second.codec()->encode({&message, 1}))) {
    if (document.extension != form) continue;
    const auto name = "attachment; filename=\"fakturaunderlag-" + call.part("number") + "." + form + "\"";
    return {200, std::move(document.bytes), 0, type_of(form), {{"Content-Disposition", name}}};
  }
  throw Problem{422, "the connection " + configuration->basis + " writes no " + form};
}

Value basis_shape() {
  return shape::object({{"form", shape::word("As what", {"pdf", "xlsx"})}, {"reason", why_shape()}});
}

http::Reply credit(Call& call) {
  const auto transaction = call.writing();
  static_cast<void>(invoice_of(call, *transaction));
  auto value = Value::object();
  value["credited_ore"] = must(engine::credit_invoice(*transaction, call.part("number"), decider_of(call))).value;
  must(transaction->commit());
  return answer(value);
}

/// A basis may have hundreds of lines: fewer to a page than of other things.
http::Reply drafts(Call& call) {
  const auto configuration = call.house().configuration();
  const auto reading = call.reading();
  const auto some = [&](const engine::Part& part) {
    return must(engine::drafts(*reading, configuration->agreements, filter_of(call), part));
  };
  const auto skip = static_cast<std::size_t>(call.number("after").value_or(0));
  auto found = some({skip, call.number("limit") ? limit_of(call) : usual_drafts, most_draft_lines});
  const auto shown = found.size();
  for (auto& next : some({skip + shown, 1})) found.push_back(std::move(next));
  return answer(page(
      std::move(found), shown,
      [&](const engine::Draft& draft) { return views::draft(draft, day_in_stockholm(call.now())); },
      [&](const engine::Draft&) { return skip + shown; }));
}

/// Of the basis that the person saw: when its sum is another one by now, nothing is decided.
http::Reply decide(Call& call, bool approved) {
  const auto& body = call.body();
  const auto configuration = call.house().configuration();
  store::InvoiceFilter filter;
  filter.unit = body["unit"].text_or_empty();
  filter.institution = body["institution"].text_or_empty();
  filter.term = body["term"].text_or_empty();
  const auto transaction = call.writing();
  for (const auto& draft : must(engine::drafts(*transaction, configuration->agreements, filter))) {
    if (draft.group.agreement != body["agreement"].text_or_empty()) continue;
    if (draft.total().value != *body["total_ore"].as_int())
      throw Problem{409, "the basis has changed since it was looked at; look again"};
    must(engine::decide_draft(*transaction, draft, approved, decider_of(call)));
    must(transaction->commit());
    return done();
  }
  throw Problem{404, "no such basis waits"};
}

Value decision_shape() {
  return shape::object({{"unit", shape::text("Who is to be paid")},
                        {"institution", shape::text("Who is to pay")},
                        {"agreement", shape::text("By which agreement")},
                        {"term", shape::text("For which term")},
                        {"total_ore", shape::amount("The sum that was looked at")},
                        {"reason", why_shape()}});
}

std::vector<QueryPart> group_parts() {
  return {{"unit", shape::text("Only of this unit")},
          {"institution", shape::text("Only for this institution")},
          {"term", shape::text("Only of this term")}};
}

Route approval(const char* name, const char* summary, bool approved) {
  return {"POST",
          std::string("/api/v1/drafts/") + name,
          Access::only(Role::approve),
          summary,
          {},
          decision_shape(),
          {},
          [approved](Call& call) { return decide(call, approved); }};
}

}  // namespace

std::vector<Route> invoice_routes() {
  auto paged = group_parts();
  for (auto& part : page_parts()) paged.push_back(std::move(part));
  return {
      {"GET",
       "/api/v1/invoices",
       Access::only(Role::viewer),
       "Invoices and credit notes, oldest first.",
       paged,
       {},
       shape::page_of(shape::object(summary_members())),
       list},
      {"GET",
       "/api/v1/invoices/{number}",
       Access::only(Role::viewer),
       "One invoice; what tells who a student is is masked.",
       {},
       {},
       life_shape(),
       show},
      {"POST",
       "/api/v1/invoices/{number}/look",
       Access::only(Role::personal),
       "The same with names and personal numbers; the reason goes to the audit log.",
       {},
       reason_shape(),
       life_shape(),
       look},
      {"POST",
       "/api/v1/invoices/{number}/basis",
       Access::only(Role::personal),
       "Its basis (annex 2) as a document for people, with names; the reason goes to the audit log.",
       {},
       basis_shape(),
       shape::anything("The document's bytes"),
       basis,
       "*/*"},
      {"POST",
       "/api/v1/invoices/{number}/credit",
       Access::only(Role::approve),
       "Takes it back; the next run issues the credit note, and bills its placements anew.",
       {},
       reason_shape(),
       shape::object({{"credited_ore", shape::amount("What is taken back")}}),
       credit},
      {"GET",
       "/api/v1/drafts",
       Access::only(Role::viewer),
       "What waits to be invoiced: bases that may still change; 20 to a page when nothing is said, and fewer when they "
       "have a thousand lines.",
       paged,
       {},
       shape::page_of(draft_shape()),
       drafts},
      approval("approve", "Approves a basis: the next run issues it as it is.", true),
      approval("refuse", "Refuses a basis: it waits until its lines change.", false),
  };
}

}  // namespace sluss::admin
