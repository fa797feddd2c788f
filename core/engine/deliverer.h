// Takes open deliveries to one sink, and writes down what became of each.
#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "config/configuration.h"
#include "engine/run_tale.h"
#include "store/store.h"

namespace sluss::engine {

/// Whether waits between attempts are kept to.
enum class Pace {
  patient,  ///< what is to be tried later is left for later
  now,      ///< a person is waiting: all that is open is tried
};

/// What a delivery needs around it. All of it outlives the deliverer.
struct DeliveryRoom {
  store::Store& store;                      ///< used by the deliverer's thread alone
  const std::filesystem::path& store_file;  ///< keeps two programs from delivering to one sink at once
  const Clock& clock;
  const config::Patience& patience;
  RunTale& tale;
};

/// Before a parcel leaves, its attempt is counted and stored. What is known to have arrived is never sent again; where
/// nobody knows, the sink says whether sending again is safe, whether the target can be asked, or a person decides.
/// A parcel that failed before travels alone, so that one that breaks the sink takes no other with it.
class Deliverer {
 public:
  Deliverer(const DeliveryRoom& room, Pace pace, std::stop_token stop)
      : room_(room), pace_(pace), stop_(std::move(stop)) {}

  /// Delivers all that is open for one outlet, also what earlier runs left. A connection that gives out is left alone
  /// for a while that grows with each time; one that refuses us entry is paused until a person resumes it. Both leave
  /// their deliveries open and a trouble in the tale; an error is the store's.
  [[nodiscard]] Result<void> deliver(const config::Outlet& outlet);

 private:
  struct Load;
  class Trip;

  DeliveryRoom room_;
  Pace pace_;
  std::stop_token stop_;
};

/// The moment at which the outlet has something to do; nullopt when nothing is open, or it is paused.
[[nodiscard]] Result<std::optional<Instant>> next_delivery(store::Transaction& reading, const config::Outlet& outlet);

}  // namespace sluss::engine
