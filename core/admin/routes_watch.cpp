#include "admin/openapi.h"
#include "admin/route_parts.h"
#include "admin/routes.h"
#include "engine/alarms.h"
#include "engine/metrics.h"
#include "engine/scheduler.h"
#include "views/alarms.h"
#include "views/status.h"

namespace sluss::admin {
namespace {

using shape::Need;
using store::Role;

/// The daemon looks at what is due at least every twenty seconds; after this it hangs.
constexpr std::chrono::minutes longest_without_look{2};

http::Reply line(unsigned status, const std::string& text) { return {status, text + "\n", 0, "text/plain"}; }

/// That this is answered at all is what it says.
http::Reply live(Call& /*call*/) { return line(200, "live"); }

/// Whether work is done: the store can be read, and what is due is begun.
http::Reply ready(Call& call) {
  if (call.house().since_last_look() > longest_without_look) return line(503, "what is due is not begun");
  const auto reading = call.reading();
  if (!reading->runs().list("", 1)) return line(503, "the store cannot be read");
  return line(200, "ready");
}

http::Reply metrics(Call& call) {
  const auto configuration = call.house().configuration();
  const auto reading = call.reading();
  const auto text = must(engine::metrics_text(*reading, {*configuration, call.now()}));
  return {200, text + call.house().own_metrics(), 0, "text/plain; version=0.0.4"};
}

http::Reply document(Call& call) { return answer(openapi(all_routes(), call.house().version())); }

http::Reply status(Call& call) {
  const auto configuration = call.house().configuration();
  const auto reading = call.reading();
  const auto scheduler = must(engine::Scheduler::make(*configuration, *reading, call.now()));
  auto value = Value::object();
  value["pipelines"] = must(views::pipelines(*configuration, *reading, scheduler, call.now()));
  value["connections"] = must(views::connections(*configuration, *reading));
  value["parked"] = must(views::parked(*reading));
  return answer(value);
}

http::Reply alarms(Call& call) {
  const auto configuration = call.house().configuration();
  const auto reading = call.reading();
  auto value = Value::object();
  value["items"] = views::alarms(must(engine::alarms_now(*reading, {*configuration, call.now()})));
  return answer(value);
}

http::Reply audit(Call& call) {
  auto value = Value::object();
  auto& items = value["items"] = Value::list();
  for (const auto& entry : must(call.reading()->audit().list(limit_of(call)))) {
    auto item = Value::object();
    item["at"] = to_iso(entry.at);
    item["who"] = entry.who;
    item["action"] = entry.action;
    item["what"] = entry.what;
    item["detail"] = entry.detail;
    items.as_list()->push_back(std::move(item));
  }
  return answer(value);
}

http::Reply start_run(Call& call) {
  const auto& pipeline = call.part("pipeline");
  const auto transaction = call.writing();
  must(transaction->audit().add({call.now(), call.visitor().name, "run", pipeline, ""}));
  must(call.house().start_run(pipeline, call.visitor().name));
  must(transaction->commit());
  return done();
}

Value pipeline_shape() {
  return shape::object({
      {"pipeline", shape::text("Its name")},
      {"schedule", shape::text("When it runs, as cron writes it"), Need::sometimes},
      {"calendar", shape::text("The calendar of days it runs on"), Need::sometimes},
      {"next", shape::text("When it runs next, in Stockholm"), Need::sometimes},
      {"missed", shape::yes_no("It should have run before now"), Need::sometimes},
      {"last_run", shape::whole("The number of its last run"), Need::sometimes},
      {"last_trigger", shape::text("What began it"), Need::sometimes},
      {"last_started", shape::text("When it began, in Stockholm"), Need::sometimes},
      {"last_state", shape::text("How it ended"), Need::sometimes},
      {"last_report", shape::anything("What it reported"), Need::sometimes},
  });
}

Value connection_shape() {
  return shape::object({
      {"connection", shape::text("Its name")},
      {"gives", shape::text("The kind of message that comes from it"), Need::sometimes},
      {"takes", shape::text("The kind of message that goes to it"), Need::sometimes},
      {"undelivered", shape::whole("How many deliveries wait, were refused, or are in doubt"), Need::sometimes},
      {"broken", shape::text("What of it broke what reads it, and is passed over"), Need::sometimes},
      {"paused", shape::text("Why it waits for a person"), Need::sometimes},
      {"failures", shape::whole("How often it has given out, one after the other"), Need::sometimes},
      {"trouble", shape::text("What the last one said"), Need::sometimes},
      {"tried_again", shape::text("When it is tried next, in Stockholm"), Need::sometimes},
  });
}

Value parked_shape() {
  return shape::object({{"kind", shape::text("The kind of message")},
                        {"state", shape::word("Why they wait", {"held", "rejected"})},
                        {"count", shape::whole("How many")},
                        {"amount_ore", shape::amount("What they are worth, where that is known")}});
}

Value alarm_shape() {
  return shape::object({{"alarm", shape::text("What it is about")},
                        {"text", shape::text("For a person: what is wrong, and what to do")},
                        {"since", shape::text("Since when, in UTC")},
                        {"told", shape::text("When people were told, in UTC"), Need::sometimes}});
}

Value audit_shape() {
  return shape::object({{"at", shape::text("When, in UTC")},
                        {"who", shape::text("The account, or the user on the machine; empty: Sluss itself")},
                        {"action", shape::text("What was done")},
                        {"what", shape::text("What it was done to")},
                        {"detail", shape::text("Why, or how")}});
}

std::vector<Route> health_routes() {
  return {
      {"GET", "/health/live", Access::everybody(), "Whether the daemon answers.", {}, {}, {}, live, "text/plain"},
      {"GET", "/health/ready", Access::everybody(), "Whether it works: 503 when not.", {}, {}, {}, ready, "text/plain"},
      {"GET", "/metrics", Access::only(Role::viewer), "Numbers for Prometheus.", {}, {}, {}, metrics, "text/plain"},
      {"GET",
       "/api/v1/openapi.json",
       Access::everybody(),
       "This document.",
       {},
       {},
       shape::anything("OpenAPI 3.1"),
       document},
  };
}

}  // namespace

std::vector<Route> watch_routes() {
  auto routes = health_routes();
  routes.push_back({"GET",
                    "/api/v1/status",
                    Access::only(Role::viewer),
                    "Pipelines, connections, and what waits for a person.",
                    {},
                    {},
                    shape::object({{"pipelines", shape::list_of(pipeline_shape())},
                                   {"connections", shape::list_of(connection_shape())},
                                   {"parked", shape::list_of(parked_shape())}}),
                    status});
  routes.push_back({"GET",
                    "/api/v1/alarms",
                    Access::only(Role::viewer),
                    "What a person must hear of.",
                    {},
                    {},
                    shape::page_of(alarm_shape()),
                    alarms});
  routes.push_back({"GET",
                    "/api/v1/audit",
                    Access::only(Role::viewer),
                    "Who did what, newest first.",
                    {page_parts().back()},
                    {},
                    shape::page_of(audit_shape()),
                    audit});
  routes.push_back({"POST",
                    "/api/v1/pipelines/{pipeline}/runs",
                    Access::only(Role::operate),
                    "Begins a run now.",
                    {},
                    {},
                    {},
                    start_run});
  return routes;
}

}  // namespace sluss::admin
