// The last reconciliation, kept in memory: it reads the whole store, so nobody waits for it. It is made by a thread of
// its own, when somebody asks and the last one is old.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "admin/house.h"
#include "engine/reconciliation.h"

namespace sluss::admin {

class KeptReconciliation {
 public:
  /// What is known now.
  struct Known {
    std::shared_ptr<const engine::Reconciliation> result;  ///< the last that was made; null: none yet
    Instant made{};                                        ///< when it was begun: of that state of the store it tells
    bool running = false;                                  ///< a newer one is being made
    std::string trouble;                                   ///< why the last attempt failed; empty: it did not
  };

  /// Begins a newer one when there is none, or the last one was begun a minute ago, and ten times as long ago as it
  /// took: it must not keep a processor busy. `house` must outlive this.
  [[nodiscard]] Known ask(const House& house);

 private:
  void make(const House& house, const std::stop_token& stop);

  std::mutex mutex_;
  Known known_;
  std::optional<std::chrono::steady_clock::time_point> begun_;  ///< of the last attempt
  std::chrono::steady_clock::duration took_{};
  std::jthread thread_;  ///< last: it ends before what it writes to
};

}  // namespace sluss::admin
