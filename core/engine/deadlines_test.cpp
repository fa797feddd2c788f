#include "engine/deadlines.h"

#include "engine/alarms.h"
#include "engine/deadline_texts.h"
#include "engine/deadlines_fixture.h"
#include "engine/reminders.h"

namespace sluss::engine {
namespace {

using domain::Term;

constexpr Term autumn_2026{2026, Term::Season::autumn};
constexpr Term spring_2027{2027, Term::Season::spring};

class Deadlines : public DeadlinesTest {
 protected:
  /// "open: ost has 8 places to answer for; 1 done".
  std::string state(const std::string& kind, const Term& term) {
    for (const auto& state : must(states_of(*reading(), book_, domain::deadlines_of(book_.agreements[0], term)))) {
      if (name_of(state.deadline.kind) != kind) continue;
      return (state.is_open() ? "open: " + open_text(state) : std::string(state.is_idle() ? "idle" : "met")) + "; " +
             std::to_string(state.done) + " done";
    }
    return "there is none";
  }
  std::string overdue(const std::string& day) {
    std::vector<std::string> keys;
    for (const auto& state : must(overdue_deadlines(*reading(), book_, *parse_iso_day(day))))
      keys.push_back(domain::key_of(state.deadline));
    return join(keys, " ");
  }
};

TEST_F(Deadlines, an_order_of_that_term_announces_it) {
  EXPECT_EQ(state("announce", spring_2027), "open: uni has ordered nothing; 0 done");
  order(line("A", 5));
  EXPECT_EQ(state("announce", spring_2027), "met; 1 done");
  EXPECT_EQ(state("announce", autumn_2026), "open: uni has ordered nothing; 0 done") << "that is another term";
}

TEST_F(Deadlines, an_order_that_has_been_split_announces_it) {
  split({line("A", 5), line("B", 2)});
  EXPECT_EQ(state("announce", spring_2027), "met; 2 done");
}

TEST_F(Deadlines, what_is_no_order_of_places_here_announces_nothing) {
  auto draft = line("A", 5);
  draft.status = domain::OrderStatus::draft;
  order(draft);
  auto taken_back = line("B", 5);
  taken_back.status = domain::OrderStatus::withdrawn;
  order(taken_back);
  auto elsewhere = line("C", 5);
  elsewhere.area = "barn";  // no unit of the agreement is there
  order(elsewhere);
  auto other_programme = line("D", 5);
  other_programme.programme = "FYS";  // the agreement does not name it
  order(other_programme);
  order(line("E", 5), store::State::held);
  EXPECT_EQ(state("announce", spring_2027), "open: uni has ordered nothing; 0 done");
}

TEST_F(Deadlines, who_was_asked_must_answer) {
  EXPECT_EQ(state("answer", spring_2027), "idle; 0 done");
  order(line("A", 5));
  EXPECT_EQ(state("answer", spring_2027), "idle; 0 done") << "nobody is asked before the round is split";
  split({line("A", 5)});
  EXPECT_EQ(state("answer", spring_2027), "open: ost has 5 places to answer for; 0 done");
  split({line("A", 5)}, {answer("ost", 4, "A")});
  EXPECT_EQ(state("answer", spring_2027), "open: vast has 1 place to answer for; 1 done");
  split({line("A", 5)}, {answer("ost", 4, "A"), answer("vast", 1, "A")});
  EXPECT_EQ(state("answer", spring_2027), "met; 2 done");
}

TEST_F(Deadlines, who_takes_none_has_answered) {
  split({line("A", 5)}, {answer("ost", 0, "A")});
  EXPECT_EQ(state("answer", spring_2027), "open: vast has 5 places to answer for; 1 done");
  split({line("A", 5)}, {answer("ost", 0, "A"), answer("vast", 0, "A")});
  EXPECT_EQ(state("answer", spring_2027), "met; 2 done") << "they were asked";
}

TEST_F(Deadlines, an_order_whose_places_cannot_be_found_here_announces_nothing) {
  auto of_none = line("A", 0);
  order(of_none);
  auto goals = line("B", 5);
  goals.goals = {"ambulans"};  // no unit has it
  order(goals);
  EXPECT_EQ(state("announce", spring_2027), "open: uni has ordered nothing; 0 done");
  book_.placing.pairs = {{"uni", "ost", domain::PairRule::excluded}, {"uni", "vast", domain::PairRule::excluded}};
  book_.index();
  auto by_name = line("C", 5);
  by_name.institution = "Exempeluniversitetet";
  order(by_name);
  EXPECT_EQ(state("announce", spring_2027), "open: uni has ordered nothing; 0 done");
}

TEST_F(Deadlines, days_that_wait_are_to_be_invoiced) {
  EXPECT_EQ(state("invoice", autumn_2026), "met; 0 done");
  days_wait("P1", "ost", 17);
  days_wait("P2", "ost", 1);
  const auto held = days_wait("P3", "vast", 2);
  days_wait("P4", "vast", 3, "VT2027");
  EXPECT_EQ(state("invoice", autumn_2026),
            "open: ost has 18 days, " + to_kronor(Ore{550800}) + ", to invoice; vast has 2 days, " +
                to_kronor(Ore{61200}) + ", to invoice; together 20 days, " + to_kronor(Ore{612000}) + "; 0 done");
  hold(held);
  EXPECT_EQ(state("invoice", autumn_2026), "open: ost has 18 days, " + to_kronor(Ore{550800}) + ", to invoice; 0 done")
      << "what is held waits for a person, and has its reason";
  EXPECT_EQ(state("invoice", spring_2027), "open: vast has 3 days, " + to_kronor(Ore{91800}) + ", to invoice; 0 done");
}

TEST_F(Deadlines, are_overdue_from_the_day_after_until_they_are_met) {
  EXPECT_EQ(overdue("2026-09-15"), "") << "HT2026 has begun, so nobody can announce it any more";
  EXPECT_EQ(overdue("2026-09-16"), "avtal/announce/VT2027");
  split({line("A", 5)});
  EXPECT_EQ(overdue("2026-09-16"), "");
  EXPECT_EQ(overdue("2026-11-16"), "avtal/answer/VT2027");
  days_wait("P1", "ost", 17);
  EXPECT_EQ(overdue("2026-12-15"), "avtal/answer/VT2027");
  EXPECT_EQ(overdue("2026-12-16"), "avtal/answer/VT2027 avtal/invoice/HT2026");
  split({line("A", 5)}, {answer("ost", 5, "A")});
  EXPECT_EQ(overdue("2027-06-01"), "avtal/invoice/HT2026 avtal/announce/HT2027") << "by day";
  EXPECT_EQ(overdue("2040-01-01"), "avtal/invoice/HT2026") << "however long ago";
}

TEST_F(Deadlines, there_are_none_without_rules) {
  book_.agreements[0].deadlines.clear();
  days_wait("P1", "ost", 17);
  EXPECT_EQ(overdue("2027-06-01"), "");
  EXPECT_TRUE(must(reminders_now(*reading(), book_, *parse_instant("2026-09-10"))).empty());
}

class DeadlineAlarms : public Deadlines {
 protected:
  DeadlineAlarms() {
    configuration_.store = file();
    configuration_.agreements = book_;
    configuration_.agreements.index();
  }
  [[nodiscard]] Outlook outlook(const std::string& now) const {
    return {configuration_, *parse_instant(now), DaemonIs::running, [](const auto&) {
              return Result<Room>(Room{1ULL << 40U, 1});
            }};
  }
  std::vector<store::Alarm> alarms(const std::string& now) { return must(alarms_now(*reading(), outlook(now))); }

  config::Configuration configuration_;
};

TEST_F(DeadlineAlarms, stand_after_the_day_and_are_over_when_it_is_met) {
  const auto placement = days_wait("P1", "ost", 17);
  split({line("A", 5)}, {answer("ost", 5, "A")});
  EXPECT_TRUE(alarms("2026-12-15T22:59:00Z").empty()) << "the day ends at midnight in Stockholm";
  const auto standing = alarms("2026-12-15T23:00:00Z");
  ASSERT_EQ(standing.size(), 1U);
  EXPECT_EQ(standing[0].key, "deadline/avtal/invoice/HT2026");
  EXPECT_EQ(standing[0].text,
            "The day 2026-12-15 of avtal (invoice, HT2026) has passed: ost has 17 days, " + to_kronor(Ore{520200}) +
                ", to invoice. See why they wait: sluss invoices drafts, and sluss deadlines --term HT2026.");
  const auto other = days_wait("P2", "vast", 3);
  EXPECT_NE(
      alarms("2026-12-15T23:00:00Z")
          .at(0)
          .text.find("has passed: ost has 17 days, " + to_kronor(Ore{520200}) + ", to invoice; vast has 3 days, " +
                     to_kronor(Ore{91800}) + ", to invoice; together 20 days, " + to_kronor(Ore{612000}) + ". See why"),
      std::string::npos)
      << alarms("2026-12-15T23:00:00Z").at(0).text;
  must(set_told(*store_, must(settle(*store_, outlook("2026-12-16T01:00:00Z"))), *parse_instant("2026-12-16")));
  {
    const auto transaction = writing();
    for (const auto item : {placement, other}) must(transaction->book().take_back(item));
    must(transaction->commit());
  }
  const auto news = must(settle(*store_, outlook("2026-12-17T01:00:00Z")));
  ASSERT_EQ(news.over.size(), 1U);
  EXPECT_EQ(news.over[0].key, "deadline/avtal/invoice/HT2026");
}

TEST_F(DeadlineAlarms, never_keep_people_from_hearing_of_all_else) {
  days_wait("P1", "ost", 17);
  tamper("DROP TABLE waiting");
  const auto standing = alarms("2026-12-16T01:00:00Z");
  ASSERT_FALSE(standing.empty());
  EXPECT_EQ(standing[0].key, "deadline/unknown");
}

class Reminders : public DeadlineAlarms {
 protected:
  std::vector<Reminder> due(const std::string& now) {
    return must(reminders_now(*reading(), book_, *parse_instant(now)));
  }
  /// Mails all that is due, as a look does: "uni@2026-09-15".
  std::string send(const std::string& now) {
    std::vector<std::string> sent;
    for (const auto& reminder : due(now)) {
      sent.push_back(reminder.party + " " + reminder.subject.substr(reminder.subject.size() - 10));
      must(set_reminded(*store_, reminder, *parse_instant(now)));
    }
    return join(sent, ", ");
  }
};

TEST_F(Reminders, come_once_for_each_warning) {
  EXPECT_EQ(send("2026-08-15T12:00:00Z"), "");
  EXPECT_EQ(send("2026-08-16T12:00:00Z"), "uni 2026-09-15");
  EXPECT_EQ(send("2026-08-16T12:01:00Z"), "");
  EXPECT_EQ(send("2026-09-07T12:00:00Z"), "");
  open();  // a new start
  EXPECT_EQ(send("2026-09-07T12:00:00Z"), "");
  EXPECT_EQ(send("2026-09-08T12:00:00Z"), "uni 2026-09-15");
  EXPECT_EQ(send("2026-09-15T12:00:00Z"), "");
  EXPECT_EQ(send("2026-09-16T12:00:00Z"), "") << "now it is an alarm";
}

TEST_F(Reminders, that_were_missed_come_later_and_of_several_only_the_last) {
  EXPECT_EQ(send("2026-09-01T12:00:00Z"), "uni 2026-09-15") << "thirty days before nothing ran";
  EXPECT_EQ(send("2026-09-10T12:00:00Z"), "uni 2026-09-15");
  book_.agreements[0].deadlines[1].remind = {60, 50, 40};
  split({line("A", 5)});
  EXPECT_EQ(send("2026-11-14T12:00:00Z"), "ost 2026-11-15");
  EXPECT_EQ(send("2026-11-15T12:00:00Z"), "");
}

TEST_F(Reminders, are_not_sent_to_who_has_done_it) {
  order(line("A", 5));
  EXPECT_EQ(send("2026-09-10T12:00:00Z"), "");
}

TEST_F(Reminders, go_to_each_party_that_has_something_open_in_one_mail) {
  split({line("A", 5), line("B", 5)}, {answer("ost", 3, "A")});
  days_wait("P1", "ost", 17);
  // One day at which both the answers and the invoices are near.
  book_.agreements[0].deadlines[2].autumn = domain::TermDay{{11, 20}};
  const auto mails = due("2026-11-14T12:00:00Z");
  ASSERT_EQ(mails.size(), 2U);
  EXPECT_EQ(mails[0].party + mails[0].address, "ostvfu@ost.example");
  EXPECT_EQ(mails[0].subject, "Påminnelse: senast 2026-11-15");
  EXPECT_EQ(mails[0].text,
            "Hej!\n\nDet här är en automatisk påminnelse om vad som återstår att göra.\n\n"
            "Senast 2026-11-15: svar på förfrågan om platser för VT2027 (5 platser utan svar)\n  Enhet ost\n"
            "  Avtal: Avtal 1, Exempeluniversitetet och Exempelby kommun\n"
            "Senast 2026-11-20: fakturering av HT2026 (17 dagar, " +
                to_kronor(Ore{520200}) +
                ", ännu inte fakturerade)\n  Enhet ost\n"
                "  Avtal: Avtal 1, Exempeluniversitetet och Exempelby kommun\n"
                "\nÄr det redan gjort behöver ni inte göra något.\n");
  EXPECT_EQ(mails[1].address, "vfu@vast.example");
  must(set_reminded(*store_, mails[0], *parse_instant("2026-11-14T12:00:00Z")));
  ASSERT_EQ(due("2026-11-14T12:00:01Z").size(), 1U) << "what has left is known at once, before the next one leaves";
}

TEST_F(Reminders, come_anew_when_the_deadline_is_moved) {
  EXPECT_EQ(send("2026-09-10T12:00:00Z"), "uni 2026-09-15");
  book_.agreements[0].deadlines[0].spring = domain::TermDay{{9, 16}, -1};
  EXPECT_EQ(send("2026-09-10T12:00:00Z"), "uni 2026-09-16");
}

TEST_F(Reminders, without_an_address_say_so) {
  book_.institutions[0].contact.email = "vfu vid uni@uni.example";
  book_.index();
  const auto mails = due("2026-09-10T12:00:00Z");
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].party + "|" + mails[0].address, "uni|");
}

TEST_F(Reminders, are_no_alarms_and_no_news) {
  EXPECT_EQ(send("2026-09-10T12:00:00Z"), "uni 2026-09-15");
  EXPECT_TRUE(alarms("2026-09-10T12:00:00Z").empty());
  const auto news = must(settle(*store_, outlook("2026-09-10T12:01:00Z")));
  EXPECT_TRUE(news.fresh.empty() && news.standing.empty() && news.over.empty());
  EXPECT_EQ(send("2026-09-10T12:02:00Z"), "") << "the look at the alarms has not forgotten it";
}

TEST_F(Reminders, of_long_ago_are_forgotten) {
  EXPECT_EQ(send("2026-09-10T12:00:00Z"), "uni 2026-09-15");
  EXPECT_EQ(send("2027-09-10T12:00:00Z"), "uni 2027-09-15");
  EXPECT_EQ(must(reading()->alarms().watched()).size(), 2U);
  EXPECT_EQ(send("2028-03-10T12:00:00Z"), "uni 2028-03-15");
  EXPECT_EQ(must(reading()->alarms().watched()).size(), 2U) << "that of 2026 has gone";
}

}  // namespace
}  // namespace sluss::engine
