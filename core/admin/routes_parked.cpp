#include "admin/route_parts.h"
#include "admin/routes.h"
#include "base/counted.h"
#include "engine/causes.h"
#include "views/status.h"

namespace sluss::admin {
namespace {

using shape::Need;
using store::Role;

/// Held and rejected: what waits for a person or for configuration.
const std::vector<std::string> waiting_states = {"held", "rejected"};

http::Reply list(Call& call) {
  return answer(part_of(must(engine::parked_groups(*call.reading())), call, views::parked_group));
}

using Decision = Result<void> (*)(store::Transaction&, std::int64_t, const engine::Decider&);

/// About just the group that the person saw, or about nothing: all in one transaction.
http::Reply decide(Call& call, Decision decision) {
  const auto& body = call.body();
  const auto text = [&](const char* member) { return body[member].text_or_empty(); };
  const auto transaction = call.writing();
  const auto messages = must(engine::messages_of(
      *transaction, {*store::parse_state(text("state")), text("kind"), text("connection"), text("reason_like")}));
  if (static_cast<std::int64_t>(messages.size()) != *body["count"].as_int())
    throw Problem{409, counted(static_cast<std::int64_t>(messages.size()), "message waits", "messages wait") +
                           " for that now, and not " + std::to_string(*body["count"].as_int()) + "; look again"};
  for (const auto message : messages) must(decision(*transaction, message, decider_of(call)));
  must(transaction->commit());
  return done();
}

Value group_shape() {
  return shape::object(
      {{"cause", shape::text("What they wait for: the reason, with … in the place of all that it names")},
       {"kind", shape::text("The kind of message")},
       {"state", shape::word("Why they wait", waiting_states)},
       {"connection", shape::text("Where they came from, or the pipeline that made them")},
       {"count", shape::whole("How many")},
       {"amount_ore", shape::amount("What they are worth, where that is known"), Need::sometimes},
       {"example", shape::whole("The first of them")},
       {"reason_like", shape::text("What a list of messages takes to find them")},
       {"oldest", shape::text("When the run began that brought the first of them, in UTC"), Need::sometimes},
       {"decisions",
        shape::list_of(shape::word("What can be decided about the first of them", {"retry", "discard"}))}});
}

Value decision_shape() {
  return shape::object({{"kind", shape::text("The group's kind")},
                        {"state", shape::word("Its state", waiting_states)},
                        {"connection", shape::text("Its connection")},
                        {"reason_like", shape::text("Its reason_like, as it was given")},
                        {"count", shape::whole("How many were seen: when there are others by now, nothing is decided")},
                        {"reason", why_shape()}});
}

Route decision(const char* name, const char* summary, Decision decide_one) {
  return {"POST",
          std::string("/api/v1/parked/") + name,
          Access::only(Role::operate),
          summary,
          {},
          decision_shape(),
          {},
          [decide_one](Call& call) { return decide(call, decide_one); }};
}

}  // namespace

std::vector<Route> parked_routes() {
  return {{"GET",
           "/api/v1/parked",
           Access::only(Role::viewer),
           "What waits for a person, by cause, the most first.",
           page_parts(),
           {},
           shape::page_of(group_shape()),
           list},
          decision("retry", "Makes the refused and doubtful deliveries of a whole group again.", engine::retry),
          decision("discard", "Drops a whole group that waits.", engine::discard)};
}

}  // namespace sluss::admin
