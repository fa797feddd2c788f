// A year's deadlines of one agreement, as its parties and the operator live through them. Nobody here exists.
#include <chrono>
#include <csignal>
#include <gtest/gtest.h>
#include <thread>

#include "alarms/smtp_server.h"
#include "base/json.h"
#include "base/money.h"
#include "support/world.h"

namespace sluss::test {
namespace {

class Deadlines : public ::testing::Test {
 protected:
  /// The small house with orders, and an agreement whose invoices a person approves.
  Deadlines() {
    auto pipeline = read_file(world_.root() / "config/pipelines/nightly.yaml");
    pipeline.erase(pipeline.find("schedule:"), pipeline.find("from:") - pipeline.find("schedule:"));
    world_.configure("pipelines/nightly.yaml", pipeline);
    std::filesystem::create_directories(world_.root() / "besked");
    world_.configure("connections/orders.yaml",
                     "connections:\n  blad: { use: order-sheet, folder: ../inbox }\n"
                     "  besked: { use: round-reports, folder: ../besked }\n");
    world_.configure("pipelines/orders.yaml",
                     "pipeline: orders\nfrom: [blad.orders-csv, blad.offers-csv]\n"
                     "steps: [{ validate: order }, { validate: offer }, allocate]\nto: [besked.inquiries, "
                     "besked.confirmations, besked.rounds]\n");
    std::filesystem::create_directories(world_.root() / "config/placing");
    world_.configure("placing/placing.yaml",
                     "areas: [{ id: geriatrik, name: Geriatrik }]\n"
                     "units:\n  - { unit: ost, area: geriatrik }\n  - { unit: vast, area: geriatrik }\n"
                     "rounds:\n  - { id: VT2027-ssk, term: VT2027, programmes: [SSK], opens: 2026-08-15, closes: "
                     "2026-10-15, answer_by: 2026-11-15 }\n");
    auto parties = read_file(world_.root() / "config/agreements/parties.yaml");
    const std::string number = "organisation_number: \"2029990013\"";
    parties.insert(parties.find(number) + number.size(), ", contact: { name: Samordnaren, email: vfu@uni.example }");
    world_.configure("agreements/parties.yaml", parties);
    world_.configure("agreements/agreements.yaml",
                     "agreements:\n  - id: uni-kommun\n    institution: uni\n    provider: kommun\n"
                     "    document: Avtal 1\n    valid_from: 2016-01-01\n    programmes: \"*\"\n    approval: person\n"
                     "    deadlines:\n"
                     "      announce: { spring: \"09-15 the year before\", autumn: \"03-15\", remind: [30, 7] }\n"
                     "      answer: { spring: \"11-15 the year before\", autumn: \"05-15\", remind: [30, 7] }\n"
                     "      invoice: { spring: \"06-15\", autumn: \"12-15\", remind: [14] }\n"
                     "  - { id: hogskolan-kommun, institution: hogskolan, provider: kommun, valid_from: 2016-01-01, "
                     "programmes: SSK }\n");
  }
  void mail_by(const SmtpServer& server) const {
    world_.configure("sluss.yaml", settings_ +
                                       "alarms: { mail: { to: drift@region.example, from: "
                                       "sluss@region.example, server: smtp://127.0.0.1:" +
                                       server.port() + ", starttls: none } }\n");
  }
  /// A look, as the daemon takes each minute; each is a new start of the program.
  Finished look(const std::string& day) {
    world_.at = day;
    return world_.sluss({"alarms", "--mail"});
  }
  static std::string line_of(const Value& mail) {
    return to_json(mail["to"]) + " " + mail["headers"]["Subject"].text_or_empty();
  }
  /// The mails since the last call: `["vfu@uni.example"] Påminnelse: ...; ...`.
  std::string news(const SmtpServer& server) {
    std::string text;
    const auto mails = server.mails();
    for (; seen_ < mails.size(); ++seen_) text += (text.empty() ? "" : "; ") + line_of(mails[seen_]);
    return text;
  }
  void order() const {
    world_.put("bestallning-1.csv",
               "Beställningsnr;Omgång;Lärosäte;Program;Kurs;Typ;Termin;Veckor;Start;Slut;Område;Direkt till;Lärandemål;"
               "Antal platser;Prioritet;Status\r\nA;VT2027-ssk;uni;SSK;OM1101;VFU;VT2027;5-9;;;Geriatrik;;;10;1;"
               "Skickad\r\n");
    EXPECT_EQ(world_.sluss({"sync", "orders"}).exit, 0);
  }
  /// What one kind of deadline is said to be: "open: ost has 10 places to answer for".
  std::string state(const std::string& kind, const std::string& term) const {
    const auto all = world_.json({"deadlines", "--term", term});
    for (const auto& deadline : *all.as_list())
      if (deadline["kind"].text_or_empty() == kind)
        return deadline["state"].text_or_empty() + ": " + deadline["ground"].text_or_empty();
    return "there is none";
  }

  World world_;
  const std::string settings_ = read_file(world_.root() / "config/sluss.yaml");
  std::size_t seen_ = 0;
};

TEST_F(Deadlines, of_orders_and_answers_are_reminded_of_once_then_alarm_then_are_met) {
  const SmtpServer server(std::vector<std::string>{});
  mail_by(server);
  for (int start = 0; start < 3; ++start) EXPECT_EQ(look("2026-08-16").exit, 0);
  EXPECT_EQ(news(server), R"(["vfu@uni.example"] Påminnelse: senast 2026-09-15)");
  for (const auto* day : {"2026-09-07", "2026-09-08", "2026-09-15"}) EXPECT_EQ(look(day).exit, 0);
  EXPECT_EQ(news(server), R"(["vfu@uni.example"] Påminnelse: senast 2026-09-15)") << "a week before";
  EXPECT_EQ(state("announce", "VT2027"), "open: uni has ordered nothing");
  EXPECT_EQ(look("2026-09-16").exit, 1);
  EXPECT_EQ(look("2026-09-16").exit, 1);
  EXPECT_EQ(news(server), R"(["drift@region.example"] Sluss: 1 alarm, 1 new)");
  EXPECT_NE(server.mails().back()["text"].text_or_empty().find("[deadline/uni-kommun/announce/VT2027]"),
            std::string::npos);
  EXPECT_EQ(state("announce", "VT2027"), "overdue: uni has ordered nothing");
  EXPECT_EQ(state("answer", "VT2027"), "idle: nobody has been asked");
  order();
  EXPECT_EQ(look("2026-09-17").exit, 0);
  EXPECT_EQ(news(server), R"(["drift@region.example"] Sluss: all is well again)");
  EXPECT_EQ(state("announce", "VT2027"), "met: order lines: 1");
  EXPECT_EQ(state("answer", "VT2027"), "open: ost has 10 places to answer for");

  for (const auto* day : {"2026-11-01", "2026-11-02", "2026-11-09"}) EXPECT_EQ(look(day).exit, 0);
  EXPECT_EQ(news(server),
            R"(["vfu@ost.example"] Påminnelse: senast 2026-11-15; ["vfu@ost.example"] Påminnelse: senast 2026-11-15)")
      << "nothing ran thirty days before it, so it came later";
  EXPECT_EQ(look("2026-11-16").exit, 1);
  EXPECT_EQ(news(server), R"(["drift@region.example"] Sluss: 1 alarm, 1 new)");
  world_.put("svar-1.csv",
             "Svarsnr;Verksamhet;Termin;Program;Platser;Beställningsnr;Status\r\nS1;ost;VT2027;SSK;10;A;Erbjuden\r\n");
  EXPECT_EQ(world_.sluss({"sync", "orders"}).exit, 0);
  EXPECT_EQ(look("2026-11-17").exit, 0);
  EXPECT_EQ(news(server), R"(["drift@region.example"] Sluss: all is well again)");
  EXPECT_EQ(state("answer", "VT2027"), "met: units that have answered: 1");
}

TEST_F(Deadlines, of_invoices_stand_until_no_day_waits_and_tell_of_no_student) {
  const SmtpServer server(std::vector<std::string>{});
  mail_by(server);
  world_.at = "2026-10-01";
  world_.put("placeringar.csv", {{.id = "P1"}});
  EXPECT_EQ(world_.sluss({"sync", "nightly"}).exit, 0);
  EXPECT_EQ(look("2026-11-30").exit, 1) << "nobody has ordered for VT2027";
  EXPECT_EQ(news(server), R"(["drift@region.example"] Sluss: 1 alarm, 1 new)");
  for (int start = 0; start < 3; ++start) look("2026-12-01");
  EXPECT_NE(news(server).find(R"(["vfu@ost.example"] Påminnelse: senast 2026-12-15)"), std::string::npos);
  EXPECT_EQ(state("invoice", "HT2026"), "open: ost has 15 days, " + to_kronor(Ore{459000}) + ", to invoice");
  look("2026-12-16");
  EXPECT_EQ(state("invoice", "HT2026"), "overdue: ost has 15 days, " + to_kronor(Ore{459000}) + ", to invoice");
  EXPECT_NE(news(server).find("Sluss: 2 alarms, 1 new"), std::string::npos);
  EXPECT_EQ(world_.sluss({"invoices", "approve", "--unit", "ost", "--term", "HT2026", "--reason", "klart"}).exit, 0);
  EXPECT_EQ(world_.sluss({"sync", "nightly"}).exit, 0);
  EXPECT_EQ(state("invoice", "HT2026"), "met: no days wait to be invoiced");
  look("2026-12-17");
  const auto last = server.mails().back()["text"].text_or_empty();
  EXPECT_LT(last.find("Over"), last.find("[deadline/uni-kommun/invoice/HT2026]")) << last;
  EXPECT_EQ(world_.json({"alarms"}).as_list()->size(), 1U);
  for (const auto& mail : server.mails()) {
    for (const auto* personal : {"Testberg", "Provia", "550101", "P1"})
      EXPECT_EQ(to_json(mail["text"]).find(personal), std::string::npos) << to_json(mail);
  }
}

TEST_F(Deadlines, reminders_that_do_not_leave_come_later_and_once) {
  {
    const SmtpServer gone(std::vector<std::string>{});
    mail_by(gone);
  }
  const auto away = look("2026-09-10");
  EXPECT_EQ(away.exit, 3);
  EXPECT_NE(away.err.find("watch: the reminder to uni was not sent: the mail server 127.0.0.1"), std::string::npos)
      << away.err;
  const SmtpServer server(std::vector<std::string>{});
  mail_by(server);
  for (int start = 0; start < 3; ++start) EXPECT_EQ(look("2026-09-10").exit, 0);
  EXPECT_EQ(news(server), R"(["vfu@uni.example"] Påminnelse: senast 2026-09-15)");
}

TEST_F(Deadlines, reminders_that_the_server_takes_for_nobody_go_to_the_operator) {
  const SmtpServer server({"--refuse", "vfu@uni.example"});
  mail_by(server);
  for (int start = 0; start < 3; ++start) EXPECT_EQ(look("2026-09-10").exit, 0);
  EXPECT_EQ(news(server), R"(["drift@region.example"] Påminnelse: senast 2026-09-15)");
  EXPECT_NE(server.mails().back()["text"].text_or_empty().find("This is for uni, and comes to you since the mail "
                                                               "server does not take its address."),
            std::string::npos)
      << to_json(server.mails().back());
}

TEST_F(Deadlines, reminders_without_an_address_go_to_the_operator) {
  auto parties = read_file(world_.root() / "config/agreements/parties.yaml");
  const std::string email = ", email: vfu@uni.example";
  parties.erase(parties.find(email), email.size());
  world_.configure("agreements/parties.yaml", parties);
  const SmtpServer server(std::vector<std::string>{});
  mail_by(server);
  for (int start = 0; start < 2; ++start) EXPECT_EQ(look("2026-09-10").exit, 0);
  EXPECT_EQ(news(server), R"(["drift@region.example"] Påminnelse: senast 2026-09-15)");
}

/// Waits for the look that a daemon takes when it starts: at its end it writes the metrics.
bool has_looked(const std::filesystem::path& metrics) {
  for (int i = 0; i < 600; ++i) {
    if (std::filesystem::exists(metrics)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return false;
}

TEST_F(Deadlines, a_daemon_that_is_killed_and_started_reminds_once) {
  const SmtpServer server(std::vector<std::string>{});
  mail_by(server);
  const auto metrics = world_.root() / "scratch/sluss.prom";
  world_.configure("sluss.yaml",
                   read_file(world_.root() / "config/sluss.yaml") + "metrics: { file: ../scratch/sluss.prom }\n");
  world_.at = "2026-09-10";
  for (int start = 0; start < 3; ++start) {
    std::filesystem::remove(metrics);
    Process daemon(world_.command({"run"}), world_.root() / "scratch");
    ASSERT_TRUE(has_looked(metrics)) << daemon.err_so_far();
    daemon.send(SIGKILL);
    daemon.wait();
  }
  EXPECT_EQ(news(server), R"(["vfu@uni.example"] Påminnelse: senast 2026-09-15)");
}

TEST_F(Deadlines, a_plan_says_who_would_be_reminded_and_reminds_nobody) {
  world_.at = "2026-09-10";
  EXPECT_NE(
      world_.sluss({"plan", "nightly"})
          .out.find("reminder to uni: Påminnelse: senast 2026-09-15 (stays here: sluss.yaml names no mail server)\n"),
      std::string::npos);
  const SmtpServer server(std::vector<std::string>{});
  mail_by(server);
  const auto planned = world_.json({"plan", "nightly"});
  ASSERT_EQ(planned["reminders"].as_list()->size(), 1U);
  EXPECT_EQ(planned["reminders"].as_list()->front()["to"].text_or_empty(), "vfu@uni.example");
  const auto shown = world_.sluss({"deadlines", "--reminders"}).out;
  EXPECT_NE(shown.find("To: vfu@uni.example (uni)\nSubject: Påminnelse: senast 2026-09-15\n"), std::string::npos)
      << shown;
  EXPECT_NE(shown.find("beställning av platser för VT2027"), std::string::npos) << shown;
  EXPECT_EQ(news(server), "");
  EXPECT_EQ(look("2026-09-10").exit, 0);
  EXPECT_EQ(news(server), R"(["vfu@uni.example"] Påminnelse: senast 2026-09-15)") << "nothing was remembered of a plan";
  EXPECT_TRUE(world_.json({"plan", "nightly"})["reminders"].as_list()->empty());
  EXPECT_TRUE(world_.json({"deadlines", "--reminders"}).as_list()->empty());
}

TEST_F(Deadlines, are_listed_for_this_and_the_next_term) {
  world_.at = "2026-09-14";
  const auto shown = world_.sluss({"deadlines"});
  EXPECT_EQ(shown.exit, 0) << shown.err;
  EXPECT_EQ(shown.out,
            "2026-03-15  183 days ago  missed  uni-kommun  announce HT2026: uni has ordered nothing\n"
            "2026-05-15  122 days ago  idle  uni-kommun  answer HT2026: nobody has been asked\n"
            "2026-09-15  in 1 day  open  uni-kommun  announce VT2027: uni has ordered nothing\n"
            "2026-11-15  in 62 days  idle  uni-kommun  answer VT2027: nobody has been asked\n"
            "2026-12-15  in 92 days  met  uni-kommun  invoice HT2026: no days wait to be invoiced\n"
            "2027-06-15  in 274 days  met  uni-kommun  invoice VT2027: no days wait to be invoiced\n"
            "6 deadlines\n");
  EXPECT_EQ(world_.sluss({"deadlines", "--term", "HT"}).exit, 2);
}

}  // namespace
}  // namespace sluss::test
