#include "admin/kept_reconciliation.h"

#include <algorithm>

#include "observe/log.h"

namespace sluss::admin {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds oldest{60};
constexpr int least_rest = 10;  ///< times as long as it took

}  // namespace

KeptReconciliation::Known KeptReconciliation::ask(const House& house) {
  const std::lock_guard lock(mutex_);
  const auto rest = std::max<steady_clock::duration>(oldest, took_ * least_rest);
  if (!known_.running && (!begun_ || steady_clock::now() - *begun_ >= rest)) {
    known_.running = true;
    begun_ = steady_clock::now();
    // The thread before this one has said that it is done, and needs nothing that is locked here.
    thread_ = std::jthread([this, &house](const std::stop_token& stop) { make(house, stop); });
  }
  return known_;
}

void KeptReconciliation::make(const House& house, const std::stop_token& stop) {
  const auto at = house.clock().now();
  auto made = [&]() -> Result<engine::Reconciliation> {
    const auto configuration = house.configuration();
    SLUSS_TRY_ASSIGN(store, house.open_store());
    return engine::reconcile(*store, *configuration, stop);
  }();
  if (!made) observe::log(observe::Level::warn, "admin", "a reconciliation could not be made: " + made.error().what);
  const std::lock_guard lock(mutex_);
  known_.running = false;
  known_.trouble = made ? "" : made.error().what;
  took_ = steady_clock::now() - *begun_;
  if (!made) return;
  known_.result = std::make_shared<const engine::Reconciliation>(std::move(*made));
  known_.made = at;
}

}  // namespace sluss::admin
