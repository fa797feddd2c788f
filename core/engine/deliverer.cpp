#include "engine/deliverer.h"

#include <algorithm>

#include "engine/steps.h"

namespace sluss::engine {

using store::Delivery;
using store::DeliveryState;

namespace {

constexpr std::size_t at_once = 20;

/// Bytes in memory as an Input.
class Bytes final : public Input {
 public:
  explicit Bytes(const std::string& bytes) : left_(bytes) {}
  [[nodiscard]] Result<std::size_t> read(std::span<char> buffer) override {
    const auto size = std::min(buffer.size(), left_.size());
    std::copy_n(left_.begin(), size, buffer.begin());
    left_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view left_;
};

/// A fault that goes away by itself, or by a person's mending the connection: the delivery stays open.
bool passes(Fault fault) {
  return fault == Fault::unavailable || fault == Fault::throttled || fault == Fault::denied ||
         fault == Fault::cancelled;
}

/// Reads the bytes back, where the format can be read: their sum and lines must be the message's own.
Result<void> reread(Codec& codec, const Message& message, const std::vector<Document>& documents, Delivery& delivery) {
  const auto* total = message.body["total_ore"].as_int();
  const auto* lines = message.body["lines"].as_list();
  if (total == nullptr || lines == nullptr || documents.size() != 1) return {};
  Bytes bytes(documents.front().bytes);
  const auto read = codec.decode(bytes, [&](Record&& record) -> Result<void> {
    const auto& body = record.message.body;
    if (const auto* sum = body["total_ore"].as_int()) delivery.total = Ore{*sum};
    if (const auto* rows = body["lines"].as_list()) delivery.lines = static_cast<std::int64_t>(rows->size());
    return {};
  });
  if (!read) return read.error().fault == Fault::config ? Result<void>() : fail(read.error());
  const bool same = delivery.total == Ore{*total} && delivery.lines == static_cast<std::int64_t>(lines->size());
  return same ? Result<void>() : fail(Fault::data, "the document's sum or lines, read back, are not the invoice's own");
}

}  // namespace

/// Some deliveries on their way.
struct Deliverer::Load {
  std::vector<Delivery> deliveries;  ///< all that were looked at
  std::vector<Message> messages;     ///< of those that can go, in the parcels' order
  std::vector<Parcel> parcels;
  std::vector<std::size_t> which;  ///< a parcel's delivery
};

Result<Deliverer::Load> Deliverer::load(const config::Outlet& outlet, Codec& codec, std::int64_t after) {
  Load load;
  SLUSS_TRY_ASSIGN(reading, store_.begin(store::Access::read));
  SLUSS_TRY_ASSIGN(open, reading->deliveries().open(
                             {.connection = outlet.name, .now = clock_.now(), .after = after, .limit = at_once}));
  load.deliveries = std::move(open);
  load.messages.reserve(load.deliveries.size());
  for (std::size_t i = 0; i < load.deliveries.size(); ++i) {
    auto& delivery = load.deliveries[i];
    SLUSS_TRY_ASSIGN(stored, reading->messages().get(delivery.message));
    if (!stored) return fail(Fault::internal, "delivery " + delivery.key + " has no message; the store is damaged");
    load.messages.push_back(std::move(stored->message));
    const auto& message = load.messages.back();
    auto documents = guarded("the format of " + outlet.name, [&] { return codec.encode(std::span(&message, 1)); });
    auto sound = documents ? reread(codec, message, *documents, delivery) : Result<void>(fail(documents.error()));
    delivery.at = clock_.now();
    if (!sound) {
      delivery.state = DeliveryState::rejected;
      delivery.receipt = sound.error().what;
      report_.troubles.push_back(outlet.name + ": " + message.key + " was not delivered: " + sound.error().what);
      continue;
    }
    delivery.state = DeliveryState::sending;
    ++delivery.attempts;
    load.parcels.push_back({delivery.key, &message, std::move(*documents)});
    load.which.push_back(i);
  }
  return load;
}

Result<void> Deliverer::save(const Load& load) {
  SLUSS_TRY_ASSIGN(transaction, store_.begin(store::Access::write));
  for (const auto& delivery : load.deliveries) SLUSS_TRY(transaction->deliveries().update(delivery));
  return transaction->commit();
}

void Deliverer::give_up_on(Load& load, const Error& error) {
  for (const auto i : load.which) {
    load.deliveries[i].state = DeliveryState::pending;
    load.deliveries[i].receipt = error.what;
  }
  report_.troubles.push_back(error.what);
}

void Deliverer::settle(Load& load, const WriteReport& receipts) {
  for (std::size_t i = 0; i < load.which.size(); ++i) {
    auto& delivery = load.deliveries[load.which[i]];
    delivery.at = clock_.now();
    if (i >= receipts.receipts.size()) {
      delivery.state = DeliveryState::pending;
      continue;
    }
    const auto& receipt = receipts.receipts[i];
    if (receipt) {
      delivery.state = DeliveryState::delivered;
      delivery.receipt = *receipt;
      const auto* total = load.parcels[i].message->body["total_ore"].as_int();
      report_.delivered[delivery.connection].add(Ore{total != nullptr ? *total : 0});
      continue;
    }
    const auto& error = receipt.error();
    delivery.receipt = error.what;
    delivery.state = error.fault == Fault::unknown_outcome ? DeliveryState::unknown
                     : passes(error.fault)                 ? DeliveryState::pending
                                                           : DeliveryState::rejected;
    report_.troubles.push_back(delivery.connection + ": " + load.parcels[i].message->key + ": " + error.what);
  }
}

Result<void> Deliverer::deliver(const config::Outlet& outlet) {
  const auto codec = outlet.codec();
  const auto sink = outlet.sink();
  bool is_open = false;
  Result<void> worked;
  for (std::int64_t after = 0; worked && !stop_.stop_requested();) {
    SLUSS_TRY_ASSIGN(load, this->load(outlet, *codec, after));
    if (load.deliveries.empty()) break;
    after = load.deliveries.back().id;
    if (!is_open) {
      const auto opened = guarded(outlet.name, [&] { return sink->open(stop_); });
      if (!opened) {
        report_.troubles.push_back(outlet.name + ": " + opened.error().what);
        break;
      }
      is_open = true;
    }
    worked = save(load);
    if (!worked) break;
    const auto written = guarded(outlet.name, [&] { return sink->write(load.parcels, stop_); });
    if (written) settle(load, *written);
    else give_up_on(load, {written.error().fault, outlet.name + ": " + written.error().what, std::nullopt});
    worked = save(load);
    observer_.on_progress(report_);
    if (!written) break;
  }
  sink->close();
  return worked;
}

}  // namespace sluss::engine
