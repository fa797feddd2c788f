#include "admin/route_parts.h"
#include "admin/routes.h"
#include "engine/mending.h"
#include "engine/parked.h"
#include "observe/masking.h"
#include "store/inspection.h"
#include "views/messages.h"

namespace sluss::admin {
namespace {

using shape::Need;
using store::Role;

std::vector<shape::Member> summary_members() {
  return {{"id", shape::whole("Its number")},
          {"kind", shape::text("What it is: placement, invoice, ...")},
          {"connection", shape::text("Where it came from, or the pipeline that made it")},
          {"key", shape::text("What names the thing it is about")},
          {"state", shape::word("Where it stands", store::all_state_names())},
          {"change", shape::text("What it does to the thing")},
          {"run", shape::whole("The run that read or made it")},
          {"place", shape::text("Where it stood in what was read")},
          {"reason", shape::text("Why it stands there"), Need::sometimes},
          {"amount_ore", shape::amount("What is held"), Need::sometimes},
          {"purged", shape::text("When the student was taken out of it, in UTC"), Need::sometimes}};
}

Value life_shape() {
  auto members = summary_members();
  members.push_back({"parents", shape::list_of(shape::whole("A message that it came of"))});
  members.push_back({"deliveries", shape::list_of(shape::object({
                                       {"to", shape::text("The connection")},
                                       {"state", shape::text("Where it stands")},
                                       {"attempts", shape::whole("How often it was tried")},
                                       {"receipt", shape::text("What the target gave or said"), Need::sometimes},
                                       {"at", shape::text("When its state changed last, in UTC"), Need::sometimes},
                                   }))});
  members.push_back({"body", shape::anything("Its content")});
  members.push_back({"raw", shape::text("What was read"), Need::sometimes});
  return shape::object(members);
}

store::MessageFilter filter_of(const Call& call) {
  store::MessageFilter filter;
  if (const auto& state = call.part("state"); !state.empty()) filter.state = store::parse_state(state);
  filter.kind = call.part("kind");
  filter.channel = call.part("connection");
  filter.key = call.part("key");
  filter.run = call.number("run");
  filter.reason_like = call.part("reason_like");
  filter.choose_versions();
  filter.after = call.number("after").value_or(0);
  filter.limit = limit_of(call);
  return filter;
}

http::Reply list(Call& call) {
  auto filter = filter_of(call);
  const auto wanted = filter.limit++;
  const auto reading = call.reading();
  return answer(page(must(must(store::inspection_of(*reading))->heads(filter)), wanted, views::summary,
                     [](const auto& stored) { return stored.message.id; }));
}

store::StoredMessage message_of(const Call& call, store::Transaction& reading) {
  auto stored = must(reading.messages().get(*call.number("id")));
  if (!stored) throw Problem{404, "there is no message of that number"};
  return std::move(*stored);
}

http::Reply show(Call& call) {
  const auto reading = call.reading();
  const auto stored = message_of(call, *reading);
  auto value = must(views::life(*reading, stored));
  value["body"] = observe::masked(stored.message.kind, stored.message.body);
  return answer(value);
}

/// Written down before anything is shown.
http::Reply look(Call& call) {
  const auto transaction = call.writing();
  const auto stored = message_of(call, *transaction);
  note_look(call, *transaction, "message " + call.part("id"));
  auto value = must(views::life(*transaction, stored));
  must(transaction->commit());
  value["body"] = stored.message.body;
  value["raw"] = stored.message.raw;
  return answer(value);
}

constexpr std::size_t most_changes = 100, longest_path = 200;

/// Error texts name no value: what stands there may tell who a student is.
Value changed_body(const Call& call, Value body) {
  const auto* changes = call.body()["changes"].as_object();
  if (changes == nullptr || changes->empty() || changes->size() > most_changes)
    throw Problem{422, "\"changes\": expected an object with 1 to 100 paths and their new values"};
  for (const auto& [path, value] : *changes) {
    if (path.empty() || path.size() > longest_path)
      throw Problem{422, "\"changes\": expected paths of 1 to 200 characters"};
    body.make(path) = value;
  }
  return body;
}

/// Mends are made between runs, so that no run looks at the old version when the new one is there.
std::vector<engine::RunLock> between_runs(const Call& call, const std::string& channel) {
  auto locks = engine::between_runs(*call.house().configuration(), channel);
  if (!locks && locks.error().fault == Fault::unavailable) throw Problem{409, locks.error().what};
  return must(std::move(locks));
}

http::Reply edit(Call& call) {
  const auto configuration = call.house().configuration();
  const auto stored = message_of(call, *call.reading());
  const auto* inlet = must(engine::inlet_of(*configuration, stored));
  const auto locks = between_runs(call, stored.channel);
  const auto transaction = call.writing();
  auto body = changed_body(call, stored.message.body);
  const auto mended = must(engine::mend(*transaction, stored.message.id, std::move(body), *inlet, decider_of(call)));
  must(transaction->commit());
  return answer(views::mended(mended));
}

Value edit_shape() {
  return shape::object(
      {{"changes",
        shape::anything("An object: paths in the body, as \"student.name\", and what is to stand there; null "
                        "leaves the field out")},
       {"reason", why_shape()}});
}

using Decision = Result<void> (*)(store::Transaction&, std::int64_t, const engine::Decider&);

Route decision(const std::string& name, const std::string& summary, Decision decide) {
  return {"POST",
          "/api/v1/messages/{id}/" + name,
          Access::only(Role::operate),
          summary,
          {},
          reason_shape(),
          {},
          [decide](Call& call) {
            const auto transaction = call.writing();
            static_cast<void>(message_of(call, *transaction));
            must(decide(*transaction, *call.number("id"), decider_of(call)));
            must(transaction->commit());
            return done();
          }};
}

std::vector<QueryPart> filter_parts() {
  auto parts = page_parts();
  for (auto& part : std::vector<QueryPart>{
           {"state", shape::word("Only in this state", store::all_state_names())},
           {"kind", shape::text("Only of this kind")},
           {"connection", shape::text("Only from this connection or pipeline")},
           {"key", shape::text("Only with this key, all its versions")},
           {"run", shape::whole("Only what this run read or made")},
           {"reason_like", shape::text("Only when the reason says this somewhere; % stands for anything")},
       })
    parts.push_back(std::move(part));
  return parts;
}

}  // namespace

std::vector<Route> message_routes() {
  return {
      {"GET",
       "/api/v1/messages",
       Access::only(Role::viewer),
       "Messages, oldest first; only the newest version of each. No content.",
       filter_parts(),
       {},
       shape::page_of(shape::object(summary_members())),
       list},
      {"GET",
       "/api/v1/messages/{id}",
       Access::only(Role::viewer),
       "All that is known of one message; what tells who a student is is masked.",
       {},
       {},
       life_shape(),
       show},
      {"POST",
       "/api/v1/messages/{id}/look",
       Access::only(Role::personal),
       "The same with names, personal numbers and the raw row; the reason goes to the audit log.",
       {},
       reason_shape(),
       life_shape(),
       look},
      decision("retry", "Makes its refused and doubtful deliveries again.", engine::retry),
      decision("confirm", "Takes its doubtful deliveries for delivered: a person knows that they arrived.",
               engine::confirm),
      decision("discard", "Drops a message that waits.", engine::discard),
      {"POST",
       "/api/v1/messages/{id}/edit",
       Access::only(Role::operate),
       "Mends what is held or rejected; the next run looks at it. 409 while one runs that reads it.",
       {},
       edit_shape(),
       shape::object({{"message", shape::whole("The new version")},
                      {"fields", shape::list_of(shape::text("A path that changed"))}}),
       edit},
  };
}

}  // namespace sluss::admin
