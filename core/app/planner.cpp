#include "app/planner.h"

#include <algorithm>

#include "app/workplace.h"
#include "base/money.h"
#include "engine/store_lookup.h"

namespace sluss::app {
namespace {

Value hop_of(const Value& line, const Value& hop) {
  auto value = Value::object();
  value["order"] = line["id"];
  for (const auto* member : {"from", "to", "count"}) value[member] = hop[member];
  value["why"] = hop.at("why.text");
  return value;
}

Value::List hops_in(const Value& round) {
  Value::List all;
  const auto* lines = round["lines"].as_list();
  if (lines == nullptr) return all;
  for (const auto& line : *lines) {
    const auto* hops = line["hops"].as_list();
    if (hops == nullptr) continue;
    for (const auto& hop : *hops) all.push_back(hop_of(line, hop));
  }
  return all;
}

Value without_names(const Value& body) {
  auto invoice = Value::object();
  for (const auto* member : {"number", "key", "term", "total_ore"}) invoice[member] = body[member];
  if (!body["credits"].is_null()) invoice["credits"] = body.at("credits.number");
  invoice["unit"] = body.at("seller.unit");
  invoice["institution"] = body.at("buyer.institution");
  auto& lines = invoice["lines"] = Value::list();
  for (const auto& line : *body["lines"].as_list()) {
    auto entry = Value::object();
    for (const auto* member : {"placement", "days", "week_price_ore", "amount_ore"}) entry[member] = line[member];
    lines.as_list()->push_back(std::move(entry));
  }
  return invoice;
}

}  // namespace

std::string kronor(const Value& ore) { return to_kronor(Ore{ore.as_int() != nullptr ? *ore.as_int() : 0}); }

void Planner::on_message(const store::StoredMessage& stored) {
  const bool is_invoice = stored.message.kind == "invoice";
  auto& list = is_invoice ? invoices : messages;
  if (static_cast<std::int64_t>(list.as_list()->size()) >= most_) {
    ++(is_invoice ? more_invoices : more_messages);
    return;
  }
  auto entry = Value::object();
  entry["change"] = name_of(stored.message.change);
  entry["kind"] = stored.message.kind;
  entry["key"] = stored.message.key;
  entry["state"] = name_of(stored.state);
  entry["reason"] = stored.reason;
  entry["place"] = stored.message.origin.place();
  if (is_invoice) entry["invoice"] = without_names(stored.message.body);
  if (auto places = places_in(stored.message)) entry["places"] = std::move(*places);
  list.as_list()->push_back(std::move(entry));
}

/// What an inquiry asks, or a confirmation or round says of the places; none of them holds anything of a student.
std::optional<Value> Planner::places_in(const Message& message) {
  const auto& body = message.body;
  std::vector<const char*> members;
  if (message.kind == "inquiry") members = {"asked", "granted"};
  if (message.kind == "confirmation" || message.kind == "round") members = {"ordered", "granted", "awaiting", "open"};
  if (members.empty()) return std::nullopt;
  auto places = Value::object();
  for (const auto* member : members) places[member] = body[member];
  if (message.kind == "round") places["redirected"] = new_hops(message);
  return places;
}

/// The hops that the round's current split has not.
Value Planner::new_hops(const Message& round) {
  const auto reading = must(store_.begin(store::Access::read));
  engine::StoreLookup lookup;
  lookup.use(*reading);
  const auto current = must(lookup.of_kind(round.kind, round.key));
  const auto known = current ? hops_in(current->message.body) : Value::List{};
  auto fresh = Value::list();
  for (auto& hop : hops_in(round.body))
    if (std::find(known.begin(), known.end(), hop) == known.end()) fresh.as_list()->push_back(std::move(hop));
  return fresh;
}

}  // namespace sluss::app
