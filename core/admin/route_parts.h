// What several routes have in common: lists come by the page, decisions and looks at people with a reason, roles as
// names.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "admin/route.h"
#include "engine/parked.h"

namespace sluss::admin {

/// `after` and `limit`.
[[nodiscard]] std::vector<QueryPart> page_parts();
/// How many are asked for. Throws Problem.
[[nodiscard]] std::size_t limit_of(const Call& call);

/// The answer of a list that was asked with one more than `wanted`, which tells whether there are more. `name` gives
/// what the next page begins after.
template <class T, class ToValue, class Name>
[[nodiscard]] Value page(std::vector<T> found, std::size_t wanted, ToValue&& to_value, Name&& name) {
  const bool more = found.size() > wanted;
  if (more) found.pop_back();
  auto value = Value::object();
  auto& items = value["items"] = Value::list();
  for (const auto& one : found) items.as_list()->push_back(to_value(one));
  if (more) value["next"] = std::to_string(name(found.back()));
  return value;
}

/// A page of a list that is known as a whole: `after` tells how many came before it.
template <class T, class ToValue>
[[nodiscard]] Value part_of(const std::vector<T>& all, const Call& call, ToValue&& to_value) {
  const auto wanted = limit_of(call);
  const auto first = std::min(static_cast<std::size_t>(call.number("after").value_or(0)), all.size());
  auto value = Value::object();
  auto& items = value["items"] = Value::list();
  for (auto at = first; at < all.size() && at - first < wanted; ++at) items.as_list()->push_back(to_value(all[at]));
  if (all.size() - first > wanted) value["next"] = std::to_string(first + wanted);
  return value;
}

/// Of what a person gives as the reason of a decision.
[[nodiscard]] Value why_shape();
/// The body of a decision: {"reason": ...}.
[[nodiscard]] Value reason_shape();
[[nodiscard]] engine::Decider decider_of(const Call& call);
/// Writes down, with the reason in the body, that names are about to be shown.
void note_look(const Call& call, store::Transaction& transaction, const std::string& what);

/// Their names.
[[nodiscard]] Value names_of(const store::Roles& roles);

}  // namespace sluss::admin
