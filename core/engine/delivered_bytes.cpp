#include "engine/delivered_bytes.h"

#include <span>

#include "engine/steps.h"

namespace sluss::engine {

const char* name_of(DeliveredBytes::From from) {
  switch (from) {
    case DeliveredBytes::From::target: return "target";
    case DeliveredBytes::From::remade: return "remade";
    case DeliveredBytes::From::nobody: break;
  }
  return "nobody";
}

DeliveredDocuments::~DeliveredDocuments() {
  for (const auto& [name, sink] : sinks_) {
    if (sink != nullptr) sink->close();
  }
}

Sink* DeliveredDocuments::sink_of(const config::Outlet& outlet) {
  const auto [at, is_new] = sinks_.try_emplace(outlet.name);
  if (!is_new) return at->second.get();
  auto sink = outlet.sink();
  if (guarded(outlet.name, [&] { return sink->open(stop_); })) at->second = std::move(sink);
  else sink->close();
  return at->second.get();
}

DeliveredBytes DeliveredDocuments::of(const store::Delivery& delivery, const store::StoredMessage& document) {
  const auto outlet = configuration_.outlets.find(delivery.connection);
  if (outlet == configuration_.outlets.end()) return {};
  if (auto* sink = sink_of(outlet->second); sink != nullptr) {
    auto kept = guarded(delivery.connection, [&] { return sink->kept(delivery.key, stop_); });
    if (kept && *kept && !(*kept)->documents.empty())
      return {DeliveredBytes::From::target, std::move((*kept)->documents)};
  }
  // A purged document would be made without the names that were delivered.
  if (document.damaged || document.purged) return {};
  auto made =
      guarded(delivery.connection, [&] { return outlet->second.codec()->encode(std::span(&document.message, 1)); });
  if (!made) return {};
  return {DeliveredBytes::From::remade, std::move(*made)};
}

}  // namespace sluss::engine
