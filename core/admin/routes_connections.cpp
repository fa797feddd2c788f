#include "admin/route_parts.h"
#include "admin/routes.h"
#include "engine/pause.h"

namespace sluss::admin {
namespace {

using store::Role;

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
      route("resume", "Deliveries go there again, or what is read from it is read again.", resume),
  };
}

}  // namespace sluss::admin
