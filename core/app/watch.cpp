#include "app/watch.h"

#include "base/counted.h"
#include "engine/metrics.h"
#include "engine/run_lock.h"
#include "net/mail.h"
#include "observe/log.h"

namespace sluss::app {
namespace {

// Not a name that a pipeline can have.
constexpr auto watch_lock = "@watch";
constexpr std::chrono::hours after_denied{1};

std::string part(const std::string& title, const std::vector<store::Alarm>& alarms) {
  if (alarms.empty()) return "";
  std::string text = title + "\n\n";
  for (const auto& alarm : alarms)
    text += alarm.text + "\n  since " + to_stockholm(alarm.since) + "  [" + alarm.key + "]\n\n";
  return text;
}

std::string subject_of(const engine::News& news) {
  const auto standing = news.fresh.size() + news.standing.size();
  if (standing == 0) return "Sluss: all is well again";
  const auto alarms = counted(standing, "alarm");
  if (!news.fresh.empty()) return "Sluss: " + alarms + ", " + std::to_string(news.fresh.size()) + " new";
  return "Sluss: " + alarms + (standing == 1 ? " still stands" : " still stand");
}

std::string text_of(const engine::News& news) {
  return part("New", news.fresh) + part("Over", news.over) + part("Still", news.standing) +
         "See what stands now with: sluss alarms\n";
}

/// Tells the log of what went wrong, and hands it on.
Result<void> told(Result<void> result) {
  if (!result) observe::log(observe::Level::error, "", "watch: " + result.error().what);
  return result;
}

}  // namespace

Result<void> mail(const config::AlarmMail& settings, const engine::News& news, Instant now) {
  const net::Mail mail{settings.from, settings.to, subject_of(news), text_of(news), now};
  const auto sent = net::send(settings.server, mail);
  if (!sent) return fail(sent.error().fault, "the mail about alarms was not sent: " + sent.error().what);
  if (!sent->empty())
    observe::log(observe::Level::error, "",
                 "watch: the mail about alarms was sent, but not to everyone; the server said: " + *sent);
  return {};
}

Result<void> mail(const config::AlarmMail& settings, const engine::Reminder& reminder, Instant now) {
  const auto send = [&](const std::vector<std::string>& to, const std::string& text) {
    return net::send(settings.server, {settings.from, to, reminder.subject, text, now});
  };
  std::string why = "the configuration has no mail address for it";
  if (!reminder.address.empty()) {
    const auto sent = send({reminder.address}, reminder.text);
    if (sent) return {};
    if (sent.error().fault != Fault::rejected)
      return fail(sent.error().fault, "the reminder to " + reminder.party + " was not sent: " + sent.error().what);
    why = "the mail server does not take its address";
    observe::log(observe::Level::error, "", "watch: the reminder to " + reminder.party + ": " + sent.error().what);
  }
  const auto passed_on = send(settings.to, "This is for " + reminder.party + ", and comes to you since " + why +
                                               ". Please pass it on, and mend the address.\n\n" + reminder.text);
  if (passed_on) return {};
  return fail(passed_on.error().fault,
              "the reminder to " + reminder.party + " was not sent: " + passed_on.error().what);
}

Result<void> Watch::look(store::Store& store, Instant now, engine::DaemonIs daemon) {
  const auto lock = engine::RunLock::take(configuration_.store, watch_lock);
  if (!lock) return {};
  const engine::Outlook outlook{configuration_, now, daemon};
  const auto seen_to = told(see_to_alarms(store, outlook));
  const auto reminded = told(remind(store, now));
  const auto written = told(write_metrics(store, outlook));
  return !seen_to ? seen_to : !reminded ? reminded : written;
}

Result<void> Watch::see_to_alarms(store::Store& store, const engine::Outlook& outlook) {
  SLUSS_TRY_ASSIGN(news, engine::settle(store, outlook));
  return news.worth_telling(outlook.now, configuration_.watch.again) ? tell(store, news, outlook.now) : Result<void>();
}

/// A crash between the server's answer and the store's makes the mail come twice, never not at all.
Result<void> Watch::tell(store::Store& store, const engine::News& news, Instant now) {
  // Without an address nobody is told; what is over is forgotten.
  if (!configuration_.watch.mail) return engine::set_told(store, {{}, {}, news.over}, now);
  if (now < no_mail_before_) return {};
  const auto sent = mail(*configuration_.watch.mail, news, now);
  if (!sent && sent.error().fault == Fault::denied) no_mail_before_ = now + after_denied;
  SLUSS_TRY(sent);
  return engine::set_told(store, news, now);
}

/// Each is written down before the next one leaves: a crash makes one of them come twice.
Result<void> Watch::remind(store::Store& store, Instant now) {
  if (!configuration_.watch.mail || now < no_mail_before_) return {};
  std::vector<engine::Reminder> reminders;
  {
    SLUSS_TRY_ASSIGN(reading, store.begin(store::Access::read));
    SLUSS_TRY_ASSIGN(due, engine::reminders_now(*reading, configuration_.agreements, now));
    reminders = std::move(due);
  }
  for (const auto& reminder : reminders) {
    const auto sent = mail(*configuration_.watch.mail, reminder, now);
    if (!sent && sent.error().fault == Fault::denied) no_mail_before_ = now + after_denied;
    SLUSS_TRY(sent);
    SLUSS_TRY(engine::set_reminded(store, reminder, now));
  }
  return {};
}

Result<void> Watch::write_metrics(store::Store& store, const engine::Outlook& outlook) {
  if (configuration_.watch.metrics.empty()) return {};
  SLUSS_TRY_ASSIGN(reading, store.begin(store::Access::read));
  SLUSS_TRY_ASSIGN(text, engine::metrics_text(*reading, outlook));
  return engine::write_metrics(configuration_.watch.metrics, text);
}

}  // namespace sluss::app
