// Collects what a run would do, for people: messages and invoices, without anything that tells who a student is.
#pragma once

#include <limits>
#include <optional>
#include <string>

#include "base/value.h"
#include "engine/run_observer.h"
#include "store/store.h"

namespace sluss::app {

/// Öre as a plan has them, for people.
[[nodiscard]] std::string kronor(const Value& ore);

class Planner final : public engine::RunObserver {
 public:
  /// What is there now is looked up in the store, which outlives it.
  /// Names the first `most` messages and the first `most` invoices.
  explicit Planner(store::Store& store, std::int64_t most = std::numeric_limits<std::int64_t>::max())
      : store_(store), most_(most) {}
  void on_message(const store::StoredMessage& stored) override;

  Value messages = Value::list();                     ///< {change, key, kind, state, reason, place, places}
  Value invoices = Value::list();                     ///< the same, with `invoice`
  std::int64_t more_messages = 0, more_invoices = 0;  ///< those that are not named

 private:
  [[nodiscard]] std::optional<Value> places_in(const Message& message);
  [[nodiscard]] Value new_hops(const Message& round);

  store::Store& store_;
  std::int64_t most_;
};

}  // namespace sluss::app
