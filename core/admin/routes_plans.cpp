#include "admin/route_parts.h"
#include "admin/routes.h"

namespace sluss::admin {
namespace {

using shape::Need;
using store::Role;

constexpr unsigned soon = 5;

http::Reply begin(Call& call) {
  const auto& pipeline = call.part("pipeline");
  if (!call.house().configuration()->pipelines.contains(pipeline))
    throw Problem{404, "there is no pipeline of that name"};
  auto& house = call.house();
  const auto plan = call.memory().plans.begin(
      pipeline, [&house, pipeline](const std::stop_token& stop) { return house.plan(pipeline, stop); });
  if (!plan) throw Problem{409, "another plan is being made; wait for it", soon};
  auto value = Value::object();
  value["plan"] = *plan;
  auto reply = answer(value);
  reply.status = 202;
  return reply;
}

/// Does it stand beside what a run would report?
bool stands_beside(const std::string& member) {
  return member == "messages" || member == "invoices" || member == "reminders" || member == "more" || member == "last";
}

http::Reply show(Call& call) {
  const auto plan = call.memory().plans.find(*call.number("id"));
  if (!plan) throw Problem{404, "there is no plan of that number any more"};
  auto value = Value::object();
  value["plan"] = plan->id;
  value["pipeline"] = plan->pipeline;
  value["state"] = plan->state;
  if (!plan->error.empty()) value["error"] = plan->error;
  if (plan->made.is_null()) return answer(value);
  auto report = Value::object();
  for (const auto& [member, one] : *plan->made.as_object()) {
    if (!stands_beside(member)) report[member] = one;
    else if (!one.is_null()) value[member] = one;
  }
  value["report"] = std::move(report);
  return answer(value);
}

Value plan_shape() {
  const auto more = shape::object({{"messages", shape::whole("How many messages are left out")},
                                   {"invoices", shape::whole("How many invoices are left out")}});
  return shape::object({
      {"plan", shape::whole("Its number")},
      {"pipeline", shape::text("Of which pipeline")},
      {"state", shape::word("How it is", {"running", "done", "failed"})},
      {"error", shape::text("Why it failed"), Need::sometimes},
      {"report", shape::anything("What a run would report"), Need::sometimes},
      {"last", shape::anything("What the last run reported"), Need::sometimes},
      {"messages", shape::list_of(shape::anything("What would be new, changed or withdrawn")), Need::sometimes},
      {"invoices", shape::list_of(shape::anything("What would be issued")), Need::sometimes},
      {"reminders", shape::list_of(shape::anything("What would be mailed about deadlines")), Need::sometimes},
      {"more", more, Need::sometimes},
  });
}

}  // namespace

std::vector<Route> plan_routes() {
  Route begun{"POST",
              "/api/v1/pipelines/{pipeline}/plans",
              Access::only(Role::operate),
              "Begins to find out what a run would do now; touches nothing. One at a time: 409 while another is made.",
              {},
              shape::object({}),
              shape::object({{"plan", shape::whole("Its number, to ask by")}}),
              begin};
  begun.status = 202;
  return {std::move(begun),
          {"GET",
           "/api/v1/plans/{id}",
           Access::only(Role::viewer),
           "A plan that was begun: the last few are kept until the daemon ends.",
           {},
           {},
           plan_shape(),
           show}};
}

}  // namespace sluss::admin
