#include "admin/route_parts.h"

namespace sluss::admin {
namespace {

constexpr std::int64_t usual = 100, most = 1000;

}  // namespace

std::vector<QueryPart> page_parts() {
  auto limit = shape::whole("How many at most; 100 when nothing is said");
  limit["minimum"] = 1;
  limit["maximum"] = most;
  return {{"after", shape::whole("The `next` of the page before")}, {"limit", std::move(limit)}};
}

std::size_t limit_of(const Call& call) {
  const auto limit = call.number("limit").value_or(usual);
  if (limit < 1 || limit > most) throw Problem{400, "\"limit\": expected 1 to 1000"};
  return static_cast<std::size_t>(limit);
}

Value why_shape() {
  constexpr std::int64_t longest = 2000;  // it comes again within other texts, which have limits of their own
  auto shape = shape::text("Why; it goes to the audit log, and tells of no student");
  shape["maxLength"] = longest;
  return shape;
}

Value reason_shape() { return shape::object({{"reason", why_shape()}}); }

engine::Decider decider_of(const Call& call) {
  return {call.visitor().name, call.now(), call.body()["reason"].text_or_empty()};
}

void note_look(const Call& call, store::Transaction& transaction, const std::string& what) {
  const auto [who, at, reason] = decider_of(call);
  must(transaction.audit().add({at, who, "look", what, reason}));
}

Value names_of(const store::Roles& roles) {
  auto names = roles.names();
  return Value(Value::List(names.begin(), names.end()));
}

}  // namespace sluss::admin
