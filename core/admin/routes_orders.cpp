#include "admin/route_parts.h"
#include "admin/routes.h"
#include "views/orders.h"

namespace sluss::admin {
namespace {

using shape::Need;
using store::Role;

http::Reply rounds(Call& call) {
  const auto orders = must(views::placed_orders(*call.reading()));
  return answer(part_of(orders.rounds, call, views::round_summary));
}

http::Reply round(Call& call) {
  const auto configuration = call.house().configuration();
  const auto orders = must(views::placed_orders(*call.reading()));
  for (const auto& split : orders.rounds)
    if (split.round == call.part("round")) return answer(views::round_sums(split, configuration->agreements.placing));
  throw Problem{404, "no round of that id has been split"};
}

http::Reply list(Call& call) {
  const auto orders = must(views::placed_orders(*call.reading()));
  return answer(part_of(*views::order_list(orders, call.part("round")).as_list(), call,
                        [](const Value& order) { return order; }));
}

http::Reply show(Call& call) {
  const auto& id = call.part("order");
  const auto reading = call.reading();
  auto value = Value::object();
  value["items"] = views::order_life(must(views::placed_orders(*reading)), id, must(views::students_of(*reading, id)));
  if (value["items"].as_list()->empty()) throw Problem{404, "there is no order line of that id"};
  return answer(value);
}

Value places_shape() {
  return shape::object({{"ordered", shape::whole("Asked for")},
                        {"granted", shape::whole("Found, and certain")},
                        {"awaiting", shape::whole("Found, where the unit has not answered yet")},
                        {"redirected", shape::whole("Of those, elsewhere than where they were asked for first")},
                        {"open", shape::whole("Not found")}});
}

std::vector<shape::Member> round_members() {
  return {{"round", shape::text("Its id")}, {"term", shape::text("For which term")}, {"places", places_shape()}};
}

Value round_shape() {
  auto members = round_members();
  members.push_back({"areas", shape::anything("By the area that was asked for: its places")});
  members.push_back({"units", shape::anything("By unit: granted and awaiting")});
  return shape::object(members);
}

Value order_shape() {
  return shape::object({{"order", shape::text("Its id")},
                        {"round", shape::text("Its round")},
                        {"institution", shape::text("Who orders")},
                        {"programme", shape::text("For which programme")},
                        {"area", shape::text("The area, or the unit of a direct order")},
                        {"state", shape::text("How far it is")},
                        {"places", places_shape()}});
}

Value refusal_shape() {
  return shape::object({{"at", shape::text("The unit or party that takes no more")},
                        {"stop", shape::text("What keeps it from more")},
                        {"used", shape::whole("How many are used")},
                        {"limit", shape::whole("Of how many")},
                        {"goals", shape::list_of(shape::text("What is to be learnt, and cannot be there"))},
                        {"text", shape::text("The same for people")}});
}

std::vector<shape::Member> line_members() {
  return {{"id", shape::text("Its id")},
          {"round", shape::text("Its round")},
          {"institution", shape::object({{"id", shape::text("Who orders")}})},
          {"programme", shape::text("For which programme")},
          {"course", shape::text("For which course")},
          {"type", shape::text("Of which type")},
          {"term", shape::text("In which term")},
          {"start", shape::text("The first day")},
          {"end", shape::text("The last day")},
          {"area", shape::text("Which area was asked for")},
          {"goals", shape::list_of(shape::text("What is to be learnt"))},
          {"count", shape::whole("How many places")},
          {"priority", shape::amount("Which goes first")},
          {"status", shape::text("What the institution says of it")},
          {"unit", shape::text("Which unit was asked for")}};
}

/// Of one that has not been split, only the line itself.
Value life_shape() {
  auto members = line_members();
  const std::vector<shape::Member> split = {
      {"state", shape::text("How far it is")},
      {"accepted", shape::whole("How many places came in time")},
      {"granted", shape::whole("Found, and certain")},
      {"awaiting", shape::whole("Found, where the unit has not answered yet")},
      {"open", shape::whole("Not found")},
      {"students", shape::whole("How many students are assigned")},
      {"seats", shape::list_of(shape::object({{"at", shape::text("The unit or party")},
                                              {"area", shape::text("Its area")},
                                              {"agreement", shape::text("By which agreement")},
                                              {"places", shape::whole("How many places")},
                                              {"ground", shape::text("Why there")},
                                              {"word", shape::text("What the unit has said")}}))},
      {"hops", shape::list_of(shape::object({{"from", shape::text("Where they did not find room")},
                                             {"to", shape::text("Where they went on to")},
                                             {"count", shape::whole("How many places")},
                                             {"why", refusal_shape()}}))},
      {"refusals", shape::list_of(refusal_shape())},
      {"late", shape::list_of(shape::object({{"by", shape::text("Who gave back too late")},
                                             {"at", shape::text("The unit that had them")},
                                             {"places", shape::whole("How many places")},
                                             {"on", shape::text("The day")}}))}};
  for (auto member : split) {
    member.need = Need::sometimes;
    members.push_back(std::move(member));
  }
  return shape::object(members);
}

Route looking(const char* path, const char* summary, std::vector<QueryPart> query, Value shape,
              http::Reply (*handle)(Call&)) {
  return {"GET", path, Access::only(Role::viewer), summary, std::move(query), {}, std::move(shape), handle};
}

}  // namespace

std::vector<Route> order_routes() {
  auto by_round = page_parts();
  by_round.push_back({"round", shape::text("Only of this round")});
  return {looking("/api/v1/rounds", "The rounds that have been split, with their places.", page_parts(),
                  shape::page_of(shape::object(round_members())), rounds),
          looking("/api/v1/rounds/{round}", "A round's places, by area and unit.", {}, round_shape(), round),
          looking("/api/v1/orders", "Every order line: ordered, granted, awaited, not found.", by_round,
                  shape::page_of(order_shape()), list),
          looking("/api/v1/orders/{order}", "One order line, in each round: where its places are and why.", {},
                  shape::page_of(life_shape()), show)};
}

}  // namespace sluss::admin
