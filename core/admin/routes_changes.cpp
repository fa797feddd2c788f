#include "admin/routes.h"

namespace sluss::admin {
namespace {

constexpr std::int64_t usual_wait = 25, longest_wait = 60;  // seconds; what stands between often cuts after a minute
constexpr unsigned soon = 5;

http::Reply reply_with(std::int64_t now) {
  auto value = Value::object();
  value["now"] = now;
  return answer(value);
}

http::Reply changes(Call& call) {
  const auto wait = call.number("wait").value_or(usual_wait);
  if (wait > longest_wait) throw Problem{400, "\"wait\": expected 0 to 60"};
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(wait);
  call.answer_later([since = call.number("since"), until, &changes = call.memory().changes](const Answer& answer) {
    const bool waits = changes.wait(since, until, [answer](std::int64_t now) { answer(reply_with(now)); });
    if (!waits) answer(reply_of({503, "too many wait for changes already", soon}));
  });
  return {};
}

}  // namespace

std::vector<Route> change_routes() {
  Route route{
      "GET",
      "/api/v1/changes",
      Access::only(store::Role::viewer),
      "Answers as soon as something in the store has changed, or when it has waited as long as it was asked to.",
      {{"since", shape::whole("What was answered last; without it, it is answered at once")},
       {"wait", shape::whole("Seconds: 0 to 60, or 25 when nothing is said")}},
      {},
      shape::object({{"now", shape::whole("Stands for the store as it is now: another number, another state")}}),
      changes};
  route.asked_by_nobody = true;
  return {std::move(route)};
}

}  // namespace sluss::admin
