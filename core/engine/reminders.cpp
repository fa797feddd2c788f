#include "engine/reminders.h"

#include <algorithm>
#include <map>
#include <set>

#include "config/watch_settings.h"
#include "engine/deadline_texts.h"

namespace sluss::engine {
namespace {

using domain::DeadlineKind;

constexpr std::string_view prefix = "reminder/";
// Longer than a deadline can be warned of in advance.
constexpr std::chrono::hours kept{24 * 400};

/// With the days themselves, so that people hear anew when a deadline is moved.
std::string key_of(const domain::Deadline& deadline, int warning, const std::string& party) {
  return std::string(prefix) + domain::key_of(deadline) + "/" + to_iso(deadline.day) + "-" + std::to_string(warning) +
         "/" + party;
}

std::string address_of(const OpenPart& part, DeadlineKind kind, const domain::AgreementBook& agreements) {
  const domain::Contact* contact = nullptr;
  if (kind == DeadlineKind::announce) {
    if (const auto* institution = agreements.institution_by_id(part.party)) contact = &institution->contact;
  } else if (const auto* unit = agreements.unit_by_id(part.party)) {
    contact = &unit->contact;
  }
  return contact != nullptr && config::is_mail_address(contact->email) ? contact->email : "";
}

/// The deadlines for which some warning's day has come.
std::vector<domain::Deadline> warned_of(const domain::AgreementBook& agreements, Day today) {
  std::vector<domain::Deadline> near;
  for (const auto& agreement : agreements.agreements) {
    if (agreement.deadlines.empty()) continue;
    for (const auto& term : domain::terms_around(today)) {
      for (auto& deadline : domain::deadlines_of(agreement, term))
        if (deadline.warning(today)) near.push_back(std::move(deadline));
    }
  }
  std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
  return near;
}

void finish(Reminder& reminder, const std::string& first_day) {
  reminder.subject = "Påminnelse: senast " + first_day;
  reminder.text = "Hej!\n\nDet här är en automatisk påminnelse om vad som återstår att göra.\n\n" + reminder.text +
                  "\nÄr det redan gjort behöver ni inte göra något.\n";
}

}  // namespace

Result<std::vector<Reminder>> reminders_now(store::Transaction& reading, const domain::AgreementBook& agreements,
                                            Instant now) {
  const auto today = day_in_stockholm(now);
  SLUSS_TRY_ASSIGN(states, states_of(reading, agreements, warned_of(agreements, today)));
  SLUSS_TRY_ASSIGN(rows, reading.alarms().watched());
  std::set<std::string> told;
  for (auto& row : rows) told.insert(std::move(row.key));
  std::map<std::pair<bool, std::string>, Reminder> mails;  // an institution and a unit may have one id
  std::map<std::pair<bool, std::string>, std::string> first_days;
  for (const auto& state : states) {
    const auto kind = state.deadline.kind;
    for (const auto& part : state.open) {
      auto key = key_of(state.deadline, *state.deadline.warning(today), part.party);
      if (told.contains(key)) continue;
      const std::pair party(kind == DeadlineKind::announce, part.party);
      first_days.emplace(party, to_iso(state.deadline.day));
      auto& mail = mails[party];
      mail.party = part.party;
      mail.address = address_of(part, kind, agreements);
      mail.text += reminder_text(state, part, agreements);
      mail.keys.push_back(std::move(key));
    }
  }
  std::vector<Reminder> all;
  for (auto& [party, mail] : mails) {
    finish(mail, first_days[party]);
    all.push_back(std::move(mail));
  }
  return all;
}

Value to_value(const Reminder& reminder) {
  auto value = Value::object();
  value["party"] = reminder.party;
  value["to"] = reminder.address;
  value["subject"] = reminder.subject;
  value["text"] = reminder.text;
  return value;
}

Result<void> set_reminded(store::Store& store, const Reminder& reminder, Instant now) {
  SLUSS_TRY_ASSIGN(writing, store.begin(store::Access::write));
  for (const auto& key : reminder.keys) SLUSS_TRY(writing->alarms().set({key, "", now, now}));
  SLUSS_TRY_ASSIGN(rows, writing->alarms().watched());
  for (const auto& row : rows) {
    if (is_reminder(row.key) && row.since + kept < now) SLUSS_TRY(writing->alarms().remove(row.key));
  }
  return writing->commit();
}

bool is_reminder(std::string_view key) { return key.starts_with(prefix); }

}  // namespace sluss::engine
