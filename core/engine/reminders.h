// Mails before a deadline, to those who still have something to do for it. Each party hears once of each warning: what
// was told is written down beside the alarms, and no restart sends it again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/deadlines.h"

namespace sluss::engine {

/// One mail to one party: all that it is to hear of now.
struct Reminder {
  std::string party;              ///< id of the institution or unit
  std::string address;            ///< of its contact; empty: the configuration has none that mail can be sent to
  std::string subject, text;      ///< in Swedish
  std::vector<std::string> keys;  ///< what is written down when it has left
};

/// What is due at that moment and was not told, by party. One that is warned too late, since nothing ran, is warned
/// then; of several warnings the last counts. Who has done what was to be done hears nothing.
[[nodiscard]] Result<std::vector<Reminder>> reminders_now(store::Transaction& reading,
                                                          const domain::AgreementBook& agreements, Instant now);

[[nodiscard]] Value to_value(const Reminder& reminder);

/// It has left: writes that down, and forgets what nobody will ask for again.
[[nodiscard]] Result<void> set_reminded(store::Store& store, const Reminder& reminder, Instant now);

/// Whether what stands under this key among the alarms is none, but a reminder that has left.
[[nodiscard]] bool is_reminder(std::string_view key);

}  // namespace sluss::engine
