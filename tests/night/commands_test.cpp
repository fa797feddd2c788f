// The commands as a person meets them.
#include <gtest/gtest.h>

#include "base/json.h"
#include "support/world.h"

namespace sluss::test {
namespace {

class Commands : public ::testing::Test {
 protected:
  void sync_one() const {
    world_.put("placeringar.csv", {{.id = "P1"}, {.id = "P2", .programme = "UTAN", .personnummer = "19550101-9813"}});
    static_cast<void>(world_.sync());
  }
  void expect_out(const std::vector<std::string>& command, const std::string& text, int exit = 0) const {
    const auto finished = world_.sluss(command);
    EXPECT_EQ(finished.exit, exit) << finished.out << finished.err;
    EXPECT_NE((finished.out + finished.err).find(text), std::string::npos) << finished.out << finished.err;
  }
  World world_;
};

TEST_F(Commands, check_says_that_all_is_right) {
  expect_out({"check"}, "The configuration is right: 1 pipeline, 1 way in, 2 ways out, ");
}

TEST_F(Commands, check_tries_the_connections) {
  expect_out({"check", "--probe"}, "klipp.placements: well");
  std::filesystem::remove_all(world_.root() / "outbox");
  expect_out({"check", "--probe"}, "peppol.invoices: ", 3);
}

TEST_F(Commands, a_faulty_configuration_stops_every_command) {
  world_.configure("pipelines/nightly.yaml", "pipeline: nightly\nfrom: klipp.placement\nto: peppol\n");
  for (const auto* command : {"check", "status", "reconcile"})
    expect_out({command}, "did you mean \"klipp.placements\"?", 2);
}

TEST_F(Commands, an_unknown_pipeline_is_told_with_the_known_ones) {
  expect_out({"sync", "nightli"}, "did you mean \"nightly\"?", 2);
}

TEST_F(Commands, wrong_usage_is_two) {
  expect_out({"sync"}, "PIPELINE", 2);
  expect_out({"nonsense"}, "--help", 2);
}

TEST_F(Commands, every_command_has_help_with_an_example) {
  for (const auto& command : std::vector<std::vector<std::string>>{{"run"},
                                                                   {"check"},
                                                                   {"plan"},
                                                                   {"sync"},
                                                                   {"status"},
                                                                   {"messages", "list"},
                                                                   {"messages", "show"},
                                                                   {"messages", "retry"},
                                                                   {"messages", "discard"},
                                                                   {"messages", "confirm"},
                                                                   {"messages", "edit"},
                                                                   {"messages", "trace"},
                                                                   {"connections", "pause"},
                                                                   {"connections", "resume"},
                                                                   {"store", "backup"},
                                                                   {"store", "restore"},
                                                                   {"store", "verify"},
                                                                   {"store", "migrate"},
                                                                   {"store", "purge"},
                                                                   {"invoices", "list"},
                                                                   {"invoices", "show"},
                                                                   {"invoices", "basis"},
                                                                   {"reconcile"},
                                                                   {"alarms"},
                                                                   {"metrics"},
                                                                   {"plugins"},
                                                                   {"help"}}) {
    auto help = command;
    help.emplace_back("--help");
    expect_out(help, ":\n  sluss " + command.front());
  }
}

TEST_F(Commands, plugins_and_their_reference) {
  expect_out({"plugins"}, "bill        step");
  expect_out({"help", "file"}, "folder");
  expect_out({"help", "fil"}, "did you mean \"file\"?", 2);
}

TEST_F(Commands, messages_show_no_name_unless_asked_for_with_a_reason) {
  sync_one();
  expect_out({"messages", "list", "--state", "held"}, "no price");
  const auto masked = world_.sluss({"messages", "show", "1"});
  EXPECT_EQ(masked.out.find("Testberg"), std::string::npos) << masked.out;
  expect_out({"messages", "show", "1", "--personal", "the unit asked"}, "Provia Testberg");
  const auto audit =
      run({"sqlite3", (world_.root() / "store/sluss.db").string(), "SELECT action, what, detail FROM audit"},
          world_.root() / "scratch");
  EXPECT_EQ(audit.out, "look|message 1|the unit asked\n");
  expect_out({"messages", "show", "999"}, "there is no message 999", 2);
  expect_out({"messages", "list", "--state", "lost"}, "expected collected", 2);
}

TEST_F(Commands, invoices_and_their_basis) {
  sync_one();
  expect_out({"invoices", "list"}, "1000001  2027-02-01  ost to uni, HT2026  4\u00a0590,00\u00a0kr");
  EXPECT_EQ(world_.sluss({"invoices", "show", "1000001"}).out.find("Testberg"), std::string::npos);
  expect_out({"invoices", "show", "1000001", "--personal", "audit"}, "Provia Testberg");
  expect_out({"invoices", "basis", "--unit", "ost", "--term", "HT2026", "--out", (world_.root() / "underlag").string()},
             "fakturaunderlag-ost-HT2026.pdf");
  const auto files = world_.folder("underlag");
  EXPECT_TRUE(files.contains("fakturaunderlag-ost-HT2026.xlsx"));
  EXPECT_EQ(files.at("fakturaunderlag-ost-HT2026.pdf").substr(0, 5), "%PDF-");
  expect_out({"invoices", "basis", "--unit", "oost", "--term", "HT2026"}, "did you mean \"ost\"?", 2);
  expect_out({"invoices", "basis", "--unit", "vast", "--term", "HT2026"}, "nothing is invoiced for vast", 2);
}

TEST_F(Commands, status_tells_what_waits) {
  expect_out({"status"}, "last run: never");
  sync_one();
  expect_out({"status"}, "1 placement held");
  expect_out({"status"}, "The daemon does not run");
}

TEST_F(Commands, status_tells_the_next_run_with_its_calendar) {
  const std::string rest = "from: klipp.placements\nsteps: [validate: placement, bill]\nto: [peppol]\n";
  const auto schedule = [&](const std::string& text) {
    world_.configure("pipelines/nightly.yaml", "pipeline: nightly\nschedule: " + text + "\n" + rest);
  };
  world_.at = "2026-12-23";
  expect_out({"status"}, "next run: 2026-12-23 02:00 (0 2 * * *)");
  schedule("{ cron: \"30 0 * * *\", calendar: bank_days }");
  expect_out({"status"}, "next run: 2026-12-28 00:30 (30 0 * * *, bank_days)");
  world_.configure("calendars.yaml", "calendars: { terms: { on: 2026-08-31 to 2026-12-20 } }\n");
  schedule("{ cron: \"0 2 * * *\", calendar: terms }");
  expect_out({"status"}, "next run: none: \"terms\" has no day left. Add the days that come to calendars.yaml");
}

TEST_F(Commands, status_tells_of_a_run_that_was_missed) {
  sync_one();
  expect_out({"status"}, "done, by command");
  world_.at = "2027-02-03";
  expect_out({"status"}, "next run: 2027-02-02 02:00, missed: as soon as the daemon can (0 2 * * *)");
}

TEST_F(Commands, a_sink_that_is_away_loses_nothing) {
  std::filesystem::rename(world_.root() / "outbox", world_.root() / "away");
  world_.put("placeringar.csv", {{.id = "P1"}});
  expect_out({"sync", "nightly"}, "UNDELIVERED", 1);
  std::filesystem::rename(world_.root() / "away", world_.root() / "outbox");
  EXPECT_EQ(to_json(world_.sync()["delivered"]), R"([{"count":1,"amount_ore":459000,"outlet":"peppol.invoices"}])");
  EXPECT_EQ(world_.outbox().size(), 1U);
  expect_out({"reconcile"}, "It balances");
}

TEST_F(Commands, a_person_can_let_what_waits_go) {
  sync_one();
  expect_out({"messages", "discard", "2"}, "--reason is required", 2);
  expect_out({"messages", "discard", "2", "1", "--reason", "not billed"}, "nothing was changed", 2);
  expect_out({"messages", "discard", "2", "--reason", "not billed"}, "1 message no longer wait");
  EXPECT_NE(world_.placements()["P2"].find("resolved: discarded by "), std::string::npos) << world_.placements()["P2"];
  expect_out({"reconcile"}, "It balances");
  world_.put("placeringar-2.csv", {{.id = "P1"}, {.id = "P2", .programme = "UTAN", .personnummer = "19550101-9813"}});
  EXPECT_EQ(number_at(world_.sync(), "held.count"), 0) << "it stays discarded while it is the same";
  world_.put("placeringar-3.csv", {{.id = "P1"}, {.id = "P2", .personnummer = "19550101-9813"}});
  EXPECT_EQ(number_at(world_.sync(), "issued.amount_ore"), 459000) << "a newer version is looked at as ever";
  expect_out({"messages", "discard", "3", "--reason", "no"}, "is an invoice", 2);
}

TEST_F(Commands, what_is_invoiced_is_credited_and_not_discarded) {
  world_.put("placeringar.csv", {{.id = "P1"}, {.id = "P2", .personnummer = "19550101-9813"}});
  static_cast<void>(world_.sync());
  world_.put("placeringar-2.csv",
             {{.id = "P1", .unit = "Norra", .hsa_id = ""}, {.id = "P2", .personnummer = "19550101-9813"}});
  EXPECT_EQ(number_at(world_.sync(), "held.count"), 1);
  expect_out({"messages", "discard", "4", "--reason", "no"}, "has days on invoice 1000001: credit those first", 2);
}

TEST_F(Commands, an_invoice_that_is_credited_is_billed_anew) {
  sync_one();
  expect_out({"invoices", "credit", "1000001", "--reason", "wrong reference"}, "of invoice 1000001 will be credited");
  expect_out({"invoices", "credit", "1000001", "--reason", "twice"}, "it is credited already", 2);
  expect_out({"invoices", "credit", "9", "--reason", "none"}, "there is no invoice 9", 2);
  EXPECT_NE(world_.placements()["P1"].find("held: invoice 1000001 was credited by "), std::string::npos);
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
  const auto report = world_.sync();
  EXPECT_EQ(number_at(report, "credited.amount_ore"), 459000);
  EXPECT_EQ(number_at(report, "issued.amount_ore"), 459000);
  expect_out({"invoices", "list"}, "1000002  2027-02-01  ost to uni, HT2026 (credit note to 1000001)");
  expect_out({"invoices", "credit", "1000002", "--reason", "no"}, "is a credit note", 2);
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
}

TEST_F(Commands, what_waits_for_a_placement_that_has_left_a_credited_invoice_goes_on_waiting) {
  const Row stays{.id = "P1"};
  Row moved{.id = "P2", .personnummer = "19550101-9813"};
  world_.put("placeringar.csv", {stays, moved});
  static_cast<void>(world_.sync());
  auto agreements = read_file(world_.root() / "config/agreements/agreements.yaml");
  agreements.insert(agreements.find("    programmes: \"*\""), "    approval: person\n");
  world_.configure("agreements/agreements.yaml", agreements);
  moved.unit = "Västra hemsjukvården";
  moved.hsa_id = "SE2129990012-E0002";
  world_.put("placeringar-2.csv", {stays, moved});
  static_cast<void>(world_.sync());
  expect_out({"invoices", "drafts"}, "1 draft, 4\u00a0590,00\u00a0kr");
  expect_out({"invoices", "credit", "1000001", "--reason", "wrong reference"},
             "4\u00a0590,00\u00a0kr of invoice 1000001");
  expect_out({"invoices", "drafts"}, "1 draft, 4\u00a0590,00\u00a0kr");
  EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0);
}

TEST_F(Commands, a_basis_waits_for_the_person_whom_the_agreement_asks) {
  auto agreements = read_file(world_.root() / "config/agreements/agreements.yaml");
  agreements.insert(agreements.find("    programmes: \"*\""), "    approval: person\n");
  world_.configure("agreements/agreements.yaml", agreements);
  world_.put("placeringar.csv", {{.id = "P1"}});
  EXPECT_EQ(number_at(world_.sync(), "issued.count"), 0);
  expect_out({"invoices", "drafts", "--lines"}, "1 line  4\u00a0590,00\u00a0kr  waits for approval");
  expect_out({"invoices", "refuse", "--unit", "ost", "--term", "HT2026", "--reason", "the unit knows nothing of it"},
             "refused: ost to uni, HT2026, 1 line,");
  expect_out({"invoices", "drafts"}, "refused");
  EXPECT_EQ(number_at(world_.sync(), "issued.count"), 0);
  expect_out({"invoices", "approve", "--unit", "ost", "--term", "HT2026", "--reason", "the unit has looked again"},
             "approved: ost to uni, HT2026, 1 line,");
  expect_out({"invoices", "approve", "--unit", "vast", "--term", "HT2026", "--reason", "x"}, "no lines of vast", 2);
  EXPECT_EQ(number_at(world_.sync(), "issued.amount_ore"), 459000);
  expect_out({"invoices", "drafts"}, "0 drafts");
  for (const auto* part : {"refuse basis of ost for uni, HT2026: 1 lines", "; the unit knows nothing of it\n",
                           "approve basis of ost for uni, HT2026: 1 lines", "; the unit has looked again\n"})
    expect_out({"messages", "trace", "P1"}, part);
}

TEST_F(Commands, a_delivery_in_doubt_is_settled_by_its_key) {
  sync_one();
  const auto store = (world_.root() / "store/sluss.db").string();
  const std::string doubt =
      "UPDATE delivery SET state = 4; UPDATE message SET state = 1 WHERE kind = "
      "(SELECT id FROM name WHERE text = 'invoice')";
  ASSERT_EQ(run({"sqlite3", store, doubt}, world_.root() / "scratch").exit, 0);
  const auto outbox = world_.outbox();
  EXPECT_EQ(world_.sync()["delivered"].as_list()->size(), 1U);
  EXPECT_EQ(world_.outbox(), outbox) << "the folder knows the delivery by its key";
  expect_out({"messages", "retry", "3", "--reason", "again"}, "it has no refused or doubtful delivery", 2);
}

TEST_F(Commands, a_connection_is_paused_and_resumed_by_a_person) {
  expect_out({"connections", "pause", "peppol.invoice", "--reason", "a move"}, "there is no outlet", 2);
  expect_out({"connections", "pause", "peppol.invoices", "--reason", "the operator moves"}, "is paused");
  world_.put("placeringar.csv", {{.id = "P1"}});
  const auto paused = world_.sync();
  EXPECT_EQ(number_at(paused, "undelivered"), 1);
  EXPECT_NE(paused["troubles"].as_list()->front().text_or_empty().find("the operator moves"), std::string::npos);
  EXPECT_TRUE(world_.outbox().empty());
  expect_out({"status"}, "PAUSED: by a person: the operator moves");
  expect_out({"connections", "resume", "peppol.invoices", "--reason", "it has moved"}, "is resumed");
  EXPECT_EQ(number_at(world_.sync(), "undelivered"), 0);
  EXPECT_EQ(world_.outbox().size(), 1U);
}

TEST_F(Commands, a_store_that_has_grown_to_its_limit_stops_and_goes_on_when_it_may_grow) {
  const auto settings = read_file(world_.root() / "config/sluss.yaml");
  world_.configure("sluss.yaml", settings + "largest_store: 1 MiB\n");
  std::vector<Row> rows;
  for (int i = 0; i < 3000; ++i)
    rows.push_back({.id = "P" + std::to_string(i), .programme = "PRG" + std::to_string(i)});
  world_.put("placeringar.csv", rows);
  expect_out({"sync", "nightly"}, "has grown to largest_store", 4);
  EXPECT_TRUE(world_.folder("inbox").contains("placeringar.csv")) << "what was not taken in stays";
  EXPECT_TRUE(world_.outbox().empty());
  world_.configure("sluss.yaml", settings + "largest_store: 1 MB\n");
  expect_out({"check"}, "for example 500 MiB or 20 GiB", 2);
  world_.configure("sluss.yaml", settings + "largest_store: 1 GiB\n");
  EXPECT_EQ(number_at(world_.sync(), "issued.amount_ore"), 3000 * 459000);
  expect_out({"reconcile"}, "It balances");
}

TEST_F(Commands, a_store_that_cannot_be_used_is_told) {
  write_file(world_.root() / "store/sluss.db", std::string(8192, 'x'));
  expect_out({"sync", "nightly"}, "is no Sluss store", 4);
}

TEST_F(Commands, no_log_or_report_tells_who_a_student_is) {
  world_.put(
      "placeringar.csv",
      {{.id = "P1"}, {.id = "P2", .end = "x", .personnummer = "19550101-9813"}, {.id = "P3", .is_protected = "Ja"}});
  for (const auto& command : std::vector<std::vector<std::string>>{{"plan", "nightly"},
                                                                   {"plan", "nightly", "--json"},
                                                                   {"sync", "nightly"},
                                                                   {"status"},
                                                                   {"messages", "list"},
                                                                   {"messages", "list", "--json"},
                                                                   {"messages", "show", "1"},
                                                                   {"messages", "show", "2"},
                                                                   {"invoices", "list"},
                                                                   {"invoices", "show", "1000001"},
                                                                   {"reconcile", "--json"}}) {
    const auto finished = world_.sluss(command);
    for (const auto* personal : {"Testberg", "Provia", "550101"})
      EXPECT_EQ((finished.out + finished.err).find(personal), std::string::npos) << command.front() << "\n"
                                                                                 << finished.out;
  }
}

}  // namespace
}  // namespace sluss::test
