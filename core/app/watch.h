// Looks at how Sluss does, and sees to it that people hear: alarms by mail, numbers for Prometheus.
#pragma once

#include "config/configuration.h"
#include "engine/alarms.h"
#include "engine/reminders.h"
#include "store/store.h"

namespace sluss::app {

/// Mails news as the configuration says: what is new, what is over, what stands still. Error: the server did not take
/// it.
[[nodiscard]] Result<void> mail(const config::AlarmMail& settings, const engine::News& news, Instant now);

/// Mails a reminder to the party it is for. Where there is no address, or the server refuses it, those who hear of
/// alarms get it to pass on. Error: the server took it for nobody.
[[nodiscard]] Result<void> mail(const config::AlarmMail& settings, const engine::Reminder& reminder, Instant now);

class Watch {
 public:
  /// The configuration must outlive it; another configuration takes another Watch.
  explicit Watch(const config::Configuration& configuration) : configuration_(configuration) {}

  /// One look: works out the alarms and writes them down, mails what is new, over, or stands for long, mails reminders
  /// of deadlines, and writes the metrics' file, all where the configuration asks for it. The daemon calls it every
  /// minute, from one thread with a store of its own; it may take some minute when the mail server hangs. A mail that
  /// was not taken is tried again: at the next look, or, when the server did not let us in, after an hour, since wrong
  /// passwords lock accounts. Another program that looks at this moment does all of it; then nothing is done here.
  /// Every trouble is in the log as ERROR. Error: the last of them; what could be done besides is done.
  Result<void> look(store::Store& store, Instant now, engine::DaemonIs daemon);

 private:
  Result<void> see_to_alarms(store::Store& store, const engine::Outlook& outlook);
  Result<void> tell(store::Store& store, const engine::News& news, Instant now);
  Result<void> remind(store::Store& store, Instant now);
  Result<void> write_metrics(store::Store& store, const engine::Outlook& outlook);

  const config::Configuration& configuration_;
  Instant no_mail_before_{};
};

}  // namespace sluss::app
