// What people decide about what waits: many at once, doubts, and rows that they mend.
#include <gtest/gtest.h>

#include "base/json.h"
#include "support/world.h"

namespace sluss::test {
namespace {

/// Personnummer of the series that the tax agency keeps for tests.
const std::vector<std::string> people = {"19550101-9805", "19550101-9813", "19550101-9821",
                                         "19550101-9839", "19550101-9847", "19550101-9854"};

class DecisionsTest : public ::testing::Test {
 protected:
  Finished told(std::vector<std::string> command, const std::string& text, int exit = 0) const {
    command.insert(command.begin(), "messages");
    auto finished = world_.sluss(command);
    EXPECT_EQ(finished.exit, exit) << finished.out << finished.err;
    EXPECT_NE((finished.out + finished.err).find(text), std::string::npos) << finished.out << finished.err;
    return finished;
  }
  std::string sql(const std::string& text) const {
    const auto finished =
        run({"sqlite3", (world_.root() / "store/sluss.db").string(), text}, world_.root() / "scratch");
    EXPECT_EQ(finished.exit, 0) << finished.err;
    return finished.out;
  }
  std::string audit() const { return sql("SELECT action, what, detail FROM audit WHERE action != 'audit'"); }
  void expect_balance() const { EXPECT_EQ(world_.sluss({"reconcile"}).exit, 0); }
  World world_;
};

class ManyTest : public DecisionsTest {
 protected:
  /// One is billed; three are held for want of an agreement, one for an unknown unit; one is rejected.
  void SetUp() override {
    std::vector<Row> rows(6);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i].id = "P" + std::to_string(i + 1);
      rows[i].personnummer = people[i];
      if (i >= 1 && i <= 3) rows[i].institution = "Provhögskolan";
      if (i >= 1 && i <= 3) rows[i].programme = "XYZ";
    }
    rows[4].unit = "Okänd";
    rows[4].hsa_id = "";
    rows[5].end = "2026-02-30";
    world_.put("placeringar.csv", rows);
    static_cast<void>(world_.sync());
  }
};

TEST_F(ManyTest, a_filter_shows_what_it_would_do_and_does_nothing) {
  const auto finished =
      told({"discard", "--reason-like", "no agreement", "--reason", "not billed"}, "3 messages to discard\n");
  for (const auto* part : {"  2  placement  P2  held", "  4  placement  P4  held", "Nothing was changed", "--yes"})
    EXPECT_NE(finished.out.find(part), std::string::npos) << finished.out;
  EXPECT_EQ(world_.placements()["P2"].substr(0, 5), "held:");
  EXPECT_EQ(audit(), "");
}

TEST_F(ManyTest, with_yes_it_is_done_and_each_decision_is_in_the_audit_log) {
  told({"discard", "--reason-like", "no agreement", "--reason", "not billed", "--yes"}, "3 messages no longer wait");
  for (const auto* key : {"P2", "P3", "P4"}) EXPECT_EQ(world_.placements()[key].substr(0, 9), "resolved:");
  EXPECT_EQ(world_.placements()["P5"].substr(0, 5), "held:");
  EXPECT_EQ(audit(), "discard|message 2|not billed\ndiscard|message 3|not billed\ndiscard|message 4|not billed\n");
  told({"discard", "--reason-like", "no agreement", "--reason", "not billed", "--yes"}, "0 messages");
  expect_balance();
}

TEST_F(ManyTest, held_and_rejected_are_discarded_by_one_filter_and_what_cannot_be_is_told) {
  told({"discard", "--state", "rejected", "--reason", "x"}, "1 message to discard");
  const auto all = world_.json({"messages", "discard", "--run", "1", "--reason", "x"});
  EXPECT_EQ(number_at(all, "count"), 5);
  EXPECT_EQ(all["done"], Value(false));
  told({"discard", "--kind", "invoice", "--reason", "x"}, "0 messages");
  told({"discard", "--state", "collected", "--reason", "x"}, "0 messages");
}

TEST_F(ManyTest, the_list_has_the_same_filter) {
  told({"list", "--reason-like", "no agreement", "--channel", "klipp.placements"}, "3 messages");
  told({"list", "--run", "1", "--kind", "invoice"}, "1 message\n");
  told({"list", "--run", "2"}, "0 messages");
}

TEST_F(ManyTest, numbers_or_a_filter_are_needed_and_not_both) {
  told({"discard", "--reason", "x"}, "say which messages", 2);
  told({"discard", "--reason", "x", "--yes"}, "say which messages", 2);
  told({"discard", "2", "--state", "held", "--reason", "x"}, "say which messages", 2);
  told({"discard", "--state", "held"}, "--reason is required", 2);
  told({"discard", "--state", "lost", "--reason", "x"}, "expected collected", 2);
}

class DeliveriesTest : public DecisionsTest {
 protected:
  void deliveries_are(int state) const {
    sql("UPDATE delivery SET state = " + std::to_string(state) + ", receipt = 'endpoint unknown'");
    sql("UPDATE message SET state = " + std::string(state == 3 ? "5" : "1") +
        ", reason = 'peppol.invoices: endpoint unknown' WHERE kind = (SELECT id FROM name WHERE text = 'invoice')");
  }
  /// Two invoices.
  void SetUp() override {
    world_.put("placeringar.csv", {{.id = "P1"},
                                   {.id = "P2",
                                    .personnummer = "19550101-9813",
                                    .unit = "Västra hemsjukvården",
                                    .hsa_id = "SE2129990012-E0002"}});
    static_cast<void>(world_.sync());
  }
};

TEST_F(DeliveriesTest, refused_ones_are_made_again_by_a_filter) {
  deliveries_are(3);
  const auto retry =
      std::vector<std::string>{"retry", "--kind", "invoice", "--reason-like", "endpoint", "--reason", "mended"};
  told(retry, "2 messages to retry, 9\u00a0180,00\u00a0kr\n");
  told({"list", "--state", "rejected"}, "2 messages");
  auto yes = retry;
  yes.emplace_back("--yes");
  told(yes, "2 messages will be delivered again by the next run, 9\u00a0180,00\u00a0kr");
  EXPECT_EQ(number_at(world_.sync(), "undelivered"), 0);
  expect_balance();
}

TEST_F(DeliveriesTest, a_doubt_is_confirmed_and_nothing_is_sent_again) {
  deliveries_are(4);
  const auto outbox = world_.outbox();
  told({"confirm", "3", "--reason", "the university has it"}, "1 message known to have arrived");
  told({"confirm", "4", "3", "--reason", "both"},
       "none of its deliveries is in doubt, so there is nothing to confirm; nothing was changed", 2);
  told({"confirm", "4", "--reason", "this too"}, "1 message known");
  const auto report = world_.sync();
  EXPECT_EQ(number_at(report, "undelivered"), 0);
  EXPECT_TRUE(report["delivered"].as_list()->empty());
  EXPECT_EQ(world_.outbox(), outbox);
  EXPECT_NE(sql("SELECT receipt FROM delivery WHERE message = 3").find("confirmed by "), std::string::npos);
  EXPECT_EQ(
      audit(),
      "confirm|message 3 to peppol.invoices|the university has it\nconfirm|message 4 to peppol.invoices|this too\n");
  expect_balance();
}

class EditTest : public DecisionsTest {
 protected:
  static Row bad_end() { return {.id = "P1", .end = "2026-02-30"}; }
  void sync(const std::string& file, const std::vector<Row>& rows) {
    world_.put(file, rows);
    static_cast<void>(world_.sync());
  }
  void mend(std::vector<std::string> sets, const std::string& text = "the next run looks at it", int exit = 0) {
    std::vector<std::string> command = {"edit", "1", "--reason", "the unit rang"};
    for (auto& set : sets) {
      command.emplace_back("--set");
      command.push_back(std::move(set));
    }
    told(command, text, exit);
  }
};

TEST_F(EditTest, a_held_placement_is_mended_and_billed_and_tonights_export_does_not_undo_it) {
  const Row row{.id = "P1", .unit = "Östra", .hsa_id = ""};
  sync("placeringar.csv", {row});
  ASSERT_EQ(world_.placements()["P1"].substr(0, 5), "held:");
  mend({"unit.name=Östra geriatriken"}, "message 1 is mended as message 2 (unit.name); the next run looks at it");
  EXPECT_EQ(world_.placements()["P1"], "held: mended by a person; the next run looks at it");
  EXPECT_EQ(audit(), "edit|message 1 as message 2: unit.name|the unit rang\n");
  sync("placeringar-2.csv", {row});
  EXPECT_EQ(world_.placements()["P1"], "collected");
  EXPECT_EQ(world_.outbox().size(), 1U);
  world_.put("placeringar-3.csv", {row});
  const auto third = world_.sync();
  EXPECT_EQ(number_at(third, "unchanged"), 1);
  EXPECT_EQ(number_at(third, "withdrawn"), 0);
  EXPECT_EQ(world_.placements()["P1"], "collected");
  expect_balance();
}

TEST_F(EditTest, it_is_billed_without_a_new_export_too) {
  sync("placeringar.csv", {{.id = "P1", .unit = "Östra", .hsa_id = ""}});
  mend({"unit.hsa_id=SE2129990012-E0001"});
  EXPECT_EQ(number_at(world_.sync(), "issued.amount_ore"), 459000);
}

TEST_F(EditTest, a_row_that_has_really_changed_replaces_the_edit) {
  sync("placeringar.csv", {{.id = "P1", .unit = "Östra", .hsa_id = ""}});
  mend({"unit.name=Östra geriatriken", "end=2026-09-18"});
  sync("placeringar-2.csv", {{.id = "P1", .end = "2026-09-11"}});
  EXPECT_EQ(world_.placements()["P1"], "collected");
  EXPECT_EQ(sql("SELECT sum(days) FROM line"), "5\n");
  expect_balance();
}

TEST_F(EditTest, a_row_that_is_gone_from_the_export_is_withdrawn_though_it_was_mended) {
  const Row other{.id = "P2", .personnummer = "19550101-9813"};
  sync("placeringar.csv", {{.id = "P1", .unit = "Östra", .hsa_id = ""}, other});
  mend({"unit.name=Norra"});
  sync("placeringar-2.csv", {other});
  EXPECT_EQ(world_.placements()["P1"].substr(0, 8), "filtered");
}

TEST_F(EditTest, a_rejected_row_is_mended_when_nothing_of_it_is_left_unsaid) {
  sync("placeringar.csv", {bad_end()});
  ASSERT_EQ(world_.placements()["P1"].substr(0, 9), "rejected:");
  mend({"end=2026-09-25"}, "give each, or null where the row says nothing: --set days=null --set dates=null", 2);
  mend({"end=2026-09-25", "days=null", "dates=null"}, "(end, days, dates)");
  sync("placeringar-2.csv", {bad_end()});
  EXPECT_EQ(world_.placements()["P1"], "collected") << "the faulty row of every night is the one that was mended";
  EXPECT_EQ(sql("SELECT sum(amount) FROM line"), "459000\n");
  expect_balance();
}

TEST_F(EditTest, one_whose_part_of_the_export_could_not_be_read_is_still_missed_when_it_is_gone) {
  const Row other{.id = "P2", .personnummer = "19550101-9813"};
  sync("placeringar.csv", {{.id = "P1", .term = "nu"}, other});
  mend({"term=HT2026", "days=null", "dates=null"});
  sync("placeringar-2.csv", {{.id = "P1", .term = "nu"}, other});
  ASSERT_EQ(world_.placements()["P1"], "collected");
  sync("placeringar-3.csv", {other});
  EXPECT_EQ(sql("SELECT sum(amount) FROM line WHERE placement = 'P1'"), "0\n") << "its days were credited";
}

TEST_F(EditTest, a_body_from_a_file_is_taken_as_a_whole) {
  sync("placeringar.csv", {{.id = "P1", .unit = "Östra", .hsa_id = ""}});
  auto body = world_.json({"messages", "show", "1", "--personal", "to mend it"})["body"];
  body["unit"]["name"] = "Östra geriatriken";
  const auto file = world_.root() / "body.json";
  write_file(file, to_json(body));
  told({"edit", "1", "--file", file.string(), "--reason", "the unit rang"}, "(unit.name)");
  EXPECT_EQ(number_at(world_.sync(), "issued.amount_ore"), 459000);
  told({"edit", "1", "--file", (world_.root() / "none.json").string(), "--reason", "x"}, "cannot be read", 2);
  told({"edit", "1", "--reason", "x"}, "either --set path=value or --file", 2);
}

TEST_F(EditTest, what_cannot_be_right_is_refused_and_nothing_changed) {
  sync("placeringar.csv", {{.id = "P1", .is_protected = "Ja", .unit = "Östra", .hsa_id = ""}});
  mend({"unit.naem=Östra geriatriken"}, "has no field \"unit.naem\"; did you mean \"unit.name\"?", 2);
  mend({"end=soon"}, "end: expected a day that exists, as YYYY-MM-DD", 2);
  mend({"end=2026-09-01"}, "end: expected a day on or after the start", 2);
  mend({"days=[1]"}, "days: expected a text", 2);
  mend({"id=P7"}, "id: this is what the source knows it by", 2);
  mend({"end=2026-09-25"}, "says that already", 2);
  mend({"end"}, "expected path=value", 2);
  mend({"student.protected=false"}, "lifted in the source alone", 2);
  EXPECT_EQ(audit(), "");
  EXPECT_EQ(sql("SELECT count(*) FROM message"), "1\n");
}

TEST_F(EditTest, what_does_not_wait_or_was_never_read_is_refused) {
  const Row other{.id = "P2", .personnummer = "19550101-9813"};
  sync("placeringar.csv", {{.id = "P1", .given_name = "Provia;Extra"}, other});
  mend({"end=2026-09-25"}, "is a row without a place of its own (placeringar.csv, line 2)", 2);
  told({"edit", "2", "--set", "end=2026-09-24", "--reason", "x"}, "is collected: only what is held or rejected", 2);
  told({"edit", "3", "--set", "total_ore=1", "--reason", "x"}, "Invoices are delivered or credited, never edited", 2);
  told({"edit", "99", "--set", "end=2026-09-24", "--reason", "x"}, "there is no message 99", 2);
}

TEST_F(EditTest, names_are_in_no_output_and_not_in_the_audit_log) {
  sync("placeringar.csv", {{.id = "P1", .unit = "Östra", .hsa_id = ""}});
  const auto finished = told({"edit", "1", "--set", "student.name=Annan Provsson", "--set",
                              "student.personnummer=19550101-9806", "--reason", "x"},
                             "student.personnummer: expected", 2);
  EXPECT_EQ((finished.out + finished.err).find("9806"), std::string::npos) << finished.err;
  mend({"student.name=Annan Provsson"}, "(student.name)");
  EXPECT_EQ(audit().find("Provsson"), std::string::npos);
  const auto list = world_.sluss({"messages", "trace", "P1"}).out;
  EXPECT_EQ(list.find("Provsson"), std::string::npos) << list;
}

TEST_F(DecisionsTest, every_command_has_help_with_an_example) {
  for (const auto* command : {"retry", "confirm", "discard", "edit", "trace"}) told({command, "--help"}, "Example");
}

}  // namespace
}  // namespace sluss::test
