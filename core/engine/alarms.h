// What a person must hear of, worked out from the store, the configuration and the clock: silence is never success.
// Messages that are held or rejected are no alarms: they stand in the report of the run.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "store/store.h"

namespace sluss::engine {

/// Room on a disk, in bytes.
struct Room {
  std::uintmax_t free = 0;   ///< for the user that runs Sluss
  std::uintmax_t store = 0;  ///< what the store takes now, with its write-ahead log
};

/// Looks at the disk under a store. Error: Fault::unavailable, saying which folder cannot be looked at.
using RoomOf = std::function<Result<Room>(const std::filesystem::path& store)>;
[[nodiscard]] Result<Room> room_of(const std::filesystem::path& store);

enum class DaemonIs { running, away };

/// What alarms are worked out from, besides the store.
struct Outlook {
  const config::Configuration& configuration;
  Instant now;
  DaemonIs daemon = DaemonIs::running;
  RoomOf room = room_of;
};

/// Which alarms stand now, and what may become one (its text is empty), in order of key. Reads only. No text tells who
/// a student is. `since` is when it began, where the store tells; else when it was first seen, by `settle`.
///
///   daemon/away             some pipeline has a schedule, and no daemon runs
///   pipeline/NAME/failed    the last run that ended failed, or was broken off
///   pipeline/NAME/long      a run has been under way for longer than its schedule's `longest`
///   pipeline/NAME/missing   a run that the schedule asked for has not begun ten minutes later, counted from the end of
///                           the last run; for a pipeline that never ran, from when it was first seen
///   connection/NAME/paused  it waits for a person
///   connection/NAME/away    it has given out for more than an hour
///   connection/NAME/doubt   deliveries of which nobody knows whether they arrived
///   connection/NAME/refused deliveries that the target refused
///   connection/NAME/broken  something broke what reads it: it is not read any more, or some rows are passed over
///   reconcile/exceptions    the last reconciliation found what does not fit, or could not be made
///   deadline/AGREEMENT/KIND/TERM   its day has passed, and something is open that can still be made up for
///   deadline/unknown        how it stands with the deadlines cannot be told
///   store/room              less room on the disk than 1 GiB, or than twice what the store takes
[[nodiscard]] Result<std::vector<store::Alarm>> watched_now(store::Transaction& reading, const Outlook& outlook);

/// The same without what only may become an alarm.
[[nodiscard]] Result<std::vector<store::Alarm>> alarms_now(store::Transaction& reading, const Outlook& outlook);

/// What has changed since people were told.
struct News {
  std::vector<store::Alarm> fresh;     ///< stand, and nobody was told
  std::vector<store::Alarm> standing;  ///< stand, and were told
  std::vector<store::Alarm> over;      ///< were told, and stand no more

  /// Is there something to tell? Alarms that stand are told again after `again`.
  [[nodiscard]] bool worth_telling(Instant now, std::chrono::seconds again) const;
};

/// Works out what stands and writes it down, in one transaction. What is over stays written until `set_told`, if
/// somebody was told of it.
[[nodiscard]] Result<News> settle(store::Store& store, const Outlook& outlook);

/// People have been told of all of it: writes that down, and drops what is over.
[[nodiscard]] Result<void> set_told(store::Store& store, const News& news, Instant now);

}  // namespace sluss::engine
