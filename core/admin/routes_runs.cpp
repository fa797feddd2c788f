#include <limits>

#include "admin/route_parts.h"
#include "admin/routes.h"
#include "views/pipeline_graph.h"
#include "views/runs.h"

namespace sluss::admin {
namespace {

using shape::Need;
using store::Role;

/// How far it has come, where the daemon itself is at it.
void add_progress(const House& house, Value& run) {
  const auto progress = house.progress(run["pipeline"].text_or_empty());
  if (run["state"].text_or_empty() != "running" || !progress || Value(progress->run) != run["run"]) return;
  run["progress"]["read"] = progress->read;
  run["progress"]["done"] = progress->delivered;
}

http::Reply list_runs(Call& call) {
  const auto before = call.number("after").value_or(std::numeric_limits<std::int64_t>::max());
  const auto page = must(views::runs(*call.reading(), {call.part("pipeline"), before, limit_of(call)}));
  auto value = Value::object();
  auto& items = value["items"] = Value::list();
  for (const auto& run : page.runs) {
    auto item = views::to_value(run);
    add_progress(call.house(), item);
    items.as_list()->push_back(std::move(item));
  }
  if (page.next) value["next"] = std::to_string(*page.next);
  return answer(value);
}

http::Reply list_pipelines(Call& call) {
  const auto configuration = call.house().configuration();
  auto value = Value::object();
  value["items"] = must(views::pipeline_graphs(*configuration, *call.reading()));
  return answer(value);
}

Value run_shape() {
  return shape::object({
      {"run", shape::whole("Its number")},
      {"pipeline", shape::text("Of which pipeline")},
      {"trigger", shape::text("What began it")},
      {"started", shape::text("When it began, in UTC")},
      {"ended", shape::text("When it ended, in UTC"), Need::sometimes},
      {"state", shape::word("How it is", {"running", "done", "failed", "interrupted"})},
      {"report", shape::anything("What it reported"), Need::sometimes},
      {"progress", shape::object({{"read", shape::whole("Rows read")}, {"done", shape::whole("Deliveries done")}}),
       Need::sometimes},
  });
}

Value node_shape() {
  return shape::object({
      {"id", shape::text("What edges call it")},
      {"kind", shape::word("What it is", {"inlet", "step", "outlet"})},
      {"name", shape::text("The connection's name, or the step's plugin")},
      {"message", shape::text("The kind of message that comes from it or goes to it"), Need::sometimes},
      {"plugin", shape::text("What does the step"), Need::sometimes},
      {"waiting", shape::whole("Deliveries that wait, were refused, or are in doubt"), Need::sometimes},
      {"parked", shape::whole("Messages of the kind it gives that wait for a person"), Need::sometimes},
      {"paused", shape::text("Why it waits for a person"), Need::sometimes},
      {"broken", shape::text("What of it broke what reads it, and is passed over"), Need::sometimes},
  });
}

Value graph_shape() {
  const auto edge = shape::object({{"from", shape::text("A node's id")},
                                   {"to", shape::text("A node's id")},
                                   {"count", shape::whole("What went there in the last run"), Need::sometimes}});
  return shape::object({{"pipeline", shape::text("Its name")},
                        {"nodes", shape::list_of(node_shape())},
                        {"edges", shape::list_of(edge)},
                        {"last_run", shape::whole("The number of its last run"), Need::sometimes},
                        {"last_state", shape::text("How that is"), Need::sometimes}});
}

}  // namespace

std::vector<Route> run_routes() {
  auto query = page_parts();
  query.insert(query.begin(), {"pipeline", shape::text("Of this pipeline alone")});
  return {
      {"GET",
       "/api/v1/runs",
       Access::only(Role::viewer),
       "Runs, newest first. A page may hold few of them and still have a next one.",
       query,
       {},
       shape::page_of(run_shape()),
       list_runs},
      {"GET",
       "/api/v1/pipelines",
       Access::only(Role::viewer),
       "Each pipeline as a graph: what it reads, what it does, where it delivers.",
       {},
       {},
       shape::page_of(graph_shape()),
       list_pipelines},
  };
}

}  // namespace sluss::admin
