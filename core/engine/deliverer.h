// Takes open deliveries to their sink, and writes down what became of each.
#pragma once

#include <string>

#include "config/configuration.h"
#include "engine/run_observer.h"
#include "engine/run_report.h"
#include "store/store.h"

namespace sluss::engine {

class Deliverer {
 public:
  Deliverer(store::Store& store, const Clock& clock, std::stop_token stop, RunReport& report, RunObserver& observer)
      : store_(store), clock_(clock), stop_(std::move(stop)), report_(report), observer_(observer) {}

  /// Delivers all that is open for one outlet, also what earlier runs left. A sink that cannot be reached leaves its
  /// deliveries open and a trouble in the report; an error is the store's.
  [[nodiscard]] Result<void> deliver(const config::Outlet& outlet);

 private:
  struct Load;
  [[nodiscard]] Result<Load> load(const config::Outlet& outlet, Codec& codec, std::int64_t after);
  [[nodiscard]] Result<void> save(const Load& load);
  void give_up_on(Load& load, const Error& error);
  void settle(Load& load, const WriteReport& receipts);

  store::Store& store_;
  const Clock& clock_;
  std::stop_token stop_;
  RunReport& report_;
  RunObserver& observer_;
};

}  // namespace sluss::engine
