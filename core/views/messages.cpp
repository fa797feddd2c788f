#include "views/messages.h"

#include "base/clock.h"

namespace sluss::views {
namespace {

Result<Value> deliveries_of(store::Transaction& reading, std::int64_t message) {
  auto list = Value::list();
  SLUSS_TRY_ASSIGN(deliveries, reading.deliveries().of_message(message));
  for (const auto& delivery : deliveries) {
    auto value = Value::object();
    value["to"] = delivery.connection;
    value["state"] = name_of(delivery.state);
    value["attempts"] = delivery.attempts;
    if (!delivery.receipt.empty()) value["receipt"] = delivery.receipt;
    if (delivery.at) value["at"] = to_iso(*delivery.at);
    list.as_list()->push_back(std::move(value));
  }
  return list;
}

Value parents_of(const Message& message) {
  auto list = Value::list();
  for (const auto parent : message.parents) list.as_list()->emplace_back(parent);
  return list;
}

}  // namespace

Value summary(const store::StoredMessage& stored) {
  const auto& message = stored.message;
  auto value = Value::object();
  value["id"] = message.id;
  value["kind"] = message.kind;
  value["connection"] = stored.channel;
  value["key"] = message.key;
  value["state"] = name_of(stored.state);
  value["change"] = name_of(message.change);
  value["run"] = stored.run;
  value["place"] = message.origin.place();
  if (!stored.reason.empty()) value["reason"] = stored.reason;
  if (stored.amount) value["amount_ore"] = stored.amount->value;
  if (stored.purged) value["purged"] = to_iso(*stored.purged);
  return value;
}

Result<Value> life(store::Transaction& reading, const store::StoredMessage& stored) {
  auto value = summary(stored);
  value["parents"] = parents_of(stored.message);
  SLUSS_TRY_ASSIGN(deliveries, deliveries_of(reading, stored.message.id));
  value["deliveries"] = deliveries;
  return value;
}

Value mended(const engine::Mended& mended) {
  auto value = Value::object();
  value["message"] = mended.message;
  auto& fields = value["fields"] = Value::list();
  for (const auto& field : mended.fields) fields.as_list()->emplace_back(field);
  return value;
}

}  // namespace sluss::views
