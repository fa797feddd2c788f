#include "admin/route_parts.h"
#include "admin/routes.h"
#include "engine/pause.h"
#include "observe/log.h"

namespace sluss::admin {
namespace {

using store::Role;

constexpr unsigned soon = 10;

http::Reply pause(Call& call) {
  const auto& name = call.part("connection");
  if (!call.house().configuration()->outlets.contains(name))
    throw Problem{404, "nothing is delivered to a connection of that name"};
  const auto transaction = call.writing();
  must(engine::pause_outlet(*transaction, name, decider_of(call)));
  must(transaction->commit());
  return done();
}

http::Reply resume(Call& call) {
  const auto& name = call.part("connection");
  const auto configuration = call.house().configuration();
  const bool is_outlet = configuration->outlets.contains(name);
  if (!is_outlet && !configuration->inlets.contains(name)) throw Problem{404, "there is no connection of that name"};
  const auto transaction = call.writing();
  if (is_outlet) must(engine::resume_outlet(*transaction, name, decider_of(call)));
  else must(engine::resume_inlet(*transaction, name, decider_of(call)));
  must(transaction->commit());
  return done();
}

http::Reply reply_of(const std::string& name, const engine::Probed& probed) {
  auto item = Value::object();
  item["what"] = name;
  item["ok"] = probed.well;
  item["says"] = probed.well ? "well" : probed.trouble;
  item["warnings"] = Value(Value::List(probed.warnings.begin(), probed.warnings.end()));
  auto value = Value::object();
  value["items"] = Value::list();
  value["items"].as_list()->push_back(std::move(item));
  return answer(value);
}

http::Reply tried(const House& house, const std::string& name, const std::stop_token& stop) {
  try {
    return reply_of(name, must(house.probe(name, stop)));
  } catch (const Problem& problem) {
    return admin::reply_of(problem);
  } catch (const std::exception& exception) {
    observe::log(observe::Level::error, name, std::string("a bug: ") + exception.what());
    return admin::reply_of({500, "a bug in Sluss; its log says more"});
  }
}

/// A target that is slow holds up other probes alone.
http::Reply probe(Call& call) {
  const auto& name = call.part("connection");
  if (!call.house().configuration()->probes.contains(name))
    throw Problem{404, "there is no connection of that name that can be tried"};
  const auto transaction = call.writing();
  must(transaction->audit().add({call.now(), call.visitor().name, "probe", name, ""}));
  must(transaction->commit());
  call.answer_later([&house = call.house(), &probes = call.memory().probes, name](const Answer& answer) {
    const bool begun =
        probes.begin([&house, name, answer](const std::stop_token& stop) { answer(tried(house, name, stop)); });
    if (!begun) answer(admin::reply_of({503, "too many connections are being tried already", soon}));
  });
  return {};
}

Value probe_shape() {
  return shape::page_of(shape::object({{"what", shape::text("What was tried")},
                                       {"ok", shape::yes_no("It answers, and lets us do what we must")},
                                       {"says", shape::text("\"well\", or what is wrong")},
                                       {"warnings", shape::list_of(shape::text("What it sees coming"))}}));
}

Route route(const char* name, const char* summary, http::Reply (*handle)(Call&)) {
  return {"POST",
          std::string("/api/v1/connections/{connection}/") + name,
          Access::only(Role::operate),
          summary,
          {},
          reason_shape(),
          {},
          handle};
}

}  // namespace

std::vector<Route> connection_routes() {
  return {
      route("pause", "Nothing is delivered there until it is resumed.", pause),
      {"POST",
       "/api/v1/connections/{connection}/probe",
       Access::only(Role::operate),
       "Tries it, and leaves nothing behind: for a minute at most.",
       {},
       shape::object({}),
       probe_shape(),
       probe},
      route("resume", "Deliveries go there again, or what is read from it is read again.", resume),
  };
}

}  // namespace sluss::admin
