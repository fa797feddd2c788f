// The auditor sees each invariant of billing broken, by its name, and writes down what it saw where nobody can change
// it.
#include <gtest/gtest.h>

#include "base/json.h"
#include "base/text.h"
#include "support/world.h"

namespace sluss::test {
namespace {

using Names = std::vector<std::string>;

class Audit : public ::testing::Test {
 protected:
  /// Invoice 1000001 of P1 (line 1), P2 (line 2) and P3 (lines 3 and 4: it crosses a new year); then P3 is withdrawn,
  /// and credit note 1000002 takes it back (lines 5 and 6).
  void SetUp() override {
    const Row first{.id = "P1"}, second{.id = "P2", .end = "2026-10-06", .personnummer = "19550101-9813"};
    world_.put(
        "placeringar.csv",
        {first, second, {.id = "P3", .start = "2026-12-28", .end = "2027-01-05", .personnummer = "19550101-9821"}});
    static_cast<void>(world_.sync());
    world_.at = "2027-02-02";
    world_.put("placeringar-2.csv", {first, second});
    static_cast<void>(world_.sync());
    ASSERT_EQ(held_not(audit_now()), Names{});
  }
  Value audit_now() const { return world_.json({"audit", "--now"}); }
  static Names held_not(const Value& record) {
    Names names;
    const auto* invariants = record["invariants"].as_object();
    if (invariants == nullptr) return {"there is no record"};
    for (const auto& [name, count] : *invariants) {
      if (count != Value(0)) names.push_back(name);
    }
    return names;
  }
  std::string sql(const std::string& text) const {
    const auto done = run({"sqlite3", (world_.root() / "store/sluss.db").string(), text}, world_.root() / "scratch");
    EXPECT_EQ(done.exit, 0) << text << ": " << done.err;
    return done.out;
  }
  World world_;
};

struct Breach {
  const char* what;
  const char* sql;
  Names held_not;
  const char* sentence;
};

void PrintTo(const Breach& breach, std::ostream* out) { *out << breach.what; }

#define INVOICE "(SELECT message FROM invoice WHERE number = '1000001')"

class Broken : public Audit, public ::testing::WithParamInterface<Breach> {};

TEST_P(Broken, is_seen_by_the_name_of_what_does_not_hold) {
  sql(std::string("PRAGMA foreign_keys = OFF; ") + GetParam().sql);
  const auto record = audit_now();
  EXPECT_EQ(held_not(record), GetParam().held_not) << to_pretty_json(record);
  EXPECT_EQ(record["fits"], Value(false));
  const auto reconciled = world_.sluss({"reconcile"});
  EXPECT_EQ(reconciled.exit, 1);
  EXPECT_NE(reconciled.out.find(GetParam().sentence), std::string::npos) << reconciled.out;
  EXPECT_NE(world_.sluss({"alarms"}).out.find("reconcile/exceptions"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Store, Broken,
    ::testing::Values(
        Breach{"a_day_on_two_lines",
               "DROP TRIGGER ledger_once; INSERT INTO ledger SELECT subject, month, 2, days FROM ledger WHERE line = 1",
               {"days-once"},
               "claims days that line 1 bills already"},
        Breach{"another_key",
               "UPDATE invoice SET key = replace(key, 'ordinary', 'extra')",
               {"keys-from-content"},
               "invoice 1000001: its key is uni-kommun/uni/ost/HT2026/extra, and its content gives "
               "uni-kommun/uni/ost/HT2026/ordinary"},
        Breach{"a_number_too_many",
               "UPDATE series SET next = next + 1",
               {"numbers-gapless"},
               "number 3 of series 100 is missing"},
        Breach{"a_number_again",
               "UPDATE series SET next = 2",
               {"numbers-gapless"},
               "series 100 would give number 2 a second time"},
        Breach{"a_series_gone", "DELETE FROM series", {"numbers-gapless"}, "series 100 would begin anew with number 1"},
        Breach{"a_gap",
               "UPDATE invoice SET sequence = 5 WHERE number = '1000002'",
               {"numbers-gapless"},
               "numbers 2 to 4 of series 100 are missing"},
        Breach{"a_document_that_the_register_lost",
               "DELETE FROM invoice WHERE number = '1000002'",
               {"documents-unchanged", "numbers-gapless", "sums-agree"},
               "is an invoice that the register does not know"},
        Breach{"a_changed_document",
               "UPDATE content SET body = replace(body, 'Östra', 'Norra') WHERE message = " INVOICE,
               {"documents-unchanged"},
               "invoice 1000001: its document is not the one that was issued"},
        Breach{"another_day_in_the_register",
               "UPDATE invoice SET issued = issued - 1 WHERE number = '1000001'",
               {"documents-unchanged"},
               "invoice 1000001: its document has another number or day of issue than the register"},
        Breach{"a_credit_note_to_itself",
               "UPDATE invoice SET credits = id WHERE number = '1000002'",
               {"documents-unchanged"},
               "credit note 1000002 is to 1000002, a credit note itself"},
        Breach{"more_credited_than_billed",
               "UPDATE line SET days = days + 1 WHERE id = 5",
               {"days-once", "documents-unchanged", "sums-agree"},
               "line 3 (placement P3) bills 4 days, 1224.00 kr, and credits take back 5 days, 1224.00 kr"},
        Breach{"an_invoice_let_go",
               "UPDATE message SET state = 7 WHERE id = " INVOICE,
               {"states-forward"},
               "invoice 1000001 is resolved, which an issued document never is"},
        Breach{"delivered_and_not",
               "UPDATE delivery SET state = 0 WHERE message = (SELECT message FROM invoice WHERE number = '1000002')",
               {"states-forward"},
               "counts as delivered, and a delivery of it is not done"},
        Breach{"a_credit_note_before_its_invoice",
               "UPDATE delivery SET state = 0 WHERE message = " INVOICE
               "; UPDATE message SET state = 1 WHERE id = " INVOICE,
               {"states-forward"},
               "credit note 1000002 has arrived at a target that invoice 1000001 has not been sent to"},
        Breach{"superseded_by_nothing",
               "UPDATE message SET state = 6 WHERE key = 'P1'",
               {"states-forward", "sums-agree"},
               "is superseded, and there is no newer version of it"},
        Breach{"a_version_that_came_back",
               "UPDATE message SET state = 0 WHERE key = 'P3' AND state = 6",
               {"states-forward", "sums-agree"},
               "is a newer version of it"},
        Breach{
            "a_student_whom_nobody_knows",
            "UPDATE subject SET digest = zeroblob(32) WHERE id = (SELECT subject FROM line WHERE id = 1)",
            {"days-once"},
            "line 1 (placement P1, invoice 1000001) claims days for another student or programme than the placement's"},
        Breach{
            "a_line_for_another_student",
            "UPDATE line SET subject = (SELECT subject FROM line WHERE id = 2) WHERE id = 1",
            {"days-once"},
            "line 1 (placement P1, invoice 1000001) claims days for another student or programme than the placement's"},
        Breach{"an_ore_more",
               "UPDATE line SET amount = amount + 1 WHERE id = 2",
               {"sums-agree"},
               "ost to uni, HT2026: documents of"},
        Breach{"a_line_of_nobody",
               "UPDATE line SET item = 999 WHERE id = 1",
               {"sums-agree"},
               "line 1 (placement P1) bills item 999, and there is no such placement"},
        Breach{"a_row_with_another_content",
               "UPDATE content SET raw = raw || ' ' WHERE message = 1",
               {"store-sound"},
               "message 1 (placement P1) is damaged"},
        Breach{"a_row_of_the_log",
               "DROP TRIGGER audit_stays; UPDATE audit SET who = 'nobody' WHERE id = 1",
               {"store-sound"},
               "the audit log was changed at row 1"}),
    [](const auto& breach) { return std::string(breach.param.what); });

TEST_F(Audit, a_target_that_has_lost_something_is_seen) {
  std::filesystem::remove(world_.root() / "outbox/.sluss-delivered");
  EXPECT_EQ(held_not(audit_now()), Names{"documents-arrived"});
}

TEST_F(Audit, changes_nothing_but_its_record) {
  const auto books = [&] {
    return sql(
        "SELECT * FROM message; SELECT * FROM content; SELECT * FROM item; SELECT * FROM delivery; "
        "SELECT * FROM invoice; SELECT * FROM line; SELECT * FROM ledger; SELECT * FROM credited; "
        "SELECT * FROM series; SELECT * FROM alarm; SELECT * FROM connection");
  };
  const auto before = books();
  const auto outbox = world_.outbox();
  const auto entries = sql("SELECT count(*) FROM audit");
  static_cast<void>(audit_now());
  EXPECT_EQ(books(), before);
  EXPECT_EQ(world_.outbox(), outbox);
  EXPECT_EQ(std::stoi(sql("SELECT count(*) FROM audit")), std::stoi(entries) + 1);
}

TEST_F(Audit, says_what_it_saw) {
  const auto record = world_.json({"audit", "show"});
  EXPECT_EQ(number_at(record, "placements"), 3);
  EXPECT_EQ(number_at(record, "lines"), 6);
  EXPECT_EQ(number_at(record, "days"), 15 + 22);
  EXPECT_EQ(number_at(record, "invoices"), 1);
  EXPECT_EQ(number_at(record, "credit_notes"), 1);
  EXPECT_EQ(number_at(record, "series"), 1);
  EXPECT_EQ(number_at(record, "invoiced_ore"), 459000 + 673200 + 122400 + 96000);
  EXPECT_EQ(number_at(record, "credited_ore"), 122400 + 96000);
  EXPECT_EQ(number_at(record, "delivered_ore"), 459000 + 673200) << "re-read from the bytes";
  EXPECT_EQ(record["trigger"], Value("command"));
  const auto text = world_.sluss({"audit", "show"}).out;
  for (const auto* part :
       {"Audit of 2027-02-02 01:00, by command", "3 placements, 6 lines, 37 days, 1 invoice, 1 credit",
        "held      days-once: a student's day is billed once\n", "All held.\n"})
    EXPECT_NE(text.find(part), std::string::npos) << text;
}

TEST_F(Audit, the_last_nights_are_listed_newest_first) {
  world_.at = "2027-02-03";
  sql("UPDATE series SET next = next + 1");
  static_cast<void>(audit_now());
  const auto listed = world_.sluss({"audit"});
  EXPECT_EQ(listed.exit, 1) << "the last one did not hold";
  const auto lines = split(listed.out, '\n');
  ASSERT_EQ(lines.size(), 3U) << listed.out;
  EXPECT_TRUE(lines[0].starts_with("2027-02-03 01:00  NOT HELD: numbers-gapless  3 placements")) << listed.out;
  EXPECT_TRUE(lines[1].starts_with("2027-02-02 01:00  all held  3 placements")) << listed.out;
  EXPECT_EQ(world_.json({"audit", "--nights", "1"}).as_list()->size(), 1U);
  EXPECT_EQ(world_.sluss({"store", "verify"}).out.find("audit log"), std::string::npos) << "the chain holds them";
}

TEST_F(Audit, no_record_tells_who_a_student_is) {
  sql("UPDATE line SET amount = amount + 1; UPDATE content SET raw = raw || ' '");
  static_cast<void>(audit_now());
  const auto records = sql("SELECT * FROM audit");
  for (const auto* personal : {"Testberg", "Provia", "9805", "9813"})
    EXPECT_EQ(records.find(personal), std::string::npos) << records;
}

class NothingAudited : public ::testing::Test {
 protected:
  World world_;
};

TEST_F(NothingAudited, is_told) {
  EXPECT_NE(world_.sluss({"audit"}).out.find("sluss audit --now"), std::string::npos);
  const auto shown = world_.sluss({"audit", "show"});
  EXPECT_EQ(shown.exit, 2);
  EXPECT_NE(shown.err.find("nothing was audited yet"), std::string::npos) << shown.err;
}

// The table of `reconcile`.

class Table : public ::testing::Test {
 protected:
  /// Two units, two institutions, two terms; one placement is withdrawn after it was invoiced.
  void SetUp() override {
    const std::vector<Row> spring = {{.id = "P1", .term = "VT2026", .start = "2026-02-02", .end = "2026-02-20"}};
    std::vector<Row> autumn = {{.id = "P2"},
                               {.id = "P3", .unit = "Västra hemsjukvården", .hsa_id = "SE2129990012-E0002"},
                               {.id = "P4", .institution = "Provhögskolan", .personnummer = "19550101-9813"},
                               {.id = "P5", .programme = "UTAN", .personnummer = "19550101-9839"}};
    world_.put("placeringar-VT2026.csv", spring);
    world_.put("placeringar-HT2026.csv", autumn);
    static_cast<void>(world_.sync());
    autumn.erase(autumn.begin());
    world_.put("placeringar-HT2026-2.csv", autumn);
    static_cast<void>(world_.sync());
  }
  std::string table(const std::vector<std::string>& options) const {
    std::vector<std::string> command = {"reconcile"};
    command.insert(command.end(), options.begin(), options.end());
    const auto finished = world_.sluss(command);
    EXPECT_EQ(finished.exit, 0) << finished.out;
    return without_hard_spaces(finished.out.substr(0, finished.out.find("\n\n") + 1));
  }
  static std::string without_hard_spaces(std::string text) {
    const std::string hard = "\u00a0";
    for (auto at = text.find(hard); at != std::string::npos; at = text.find(hard)) text.replace(at, hard.size(), "_");
    return text;
  }
  World world_;
};

TEST_F(Table, has_a_row_for_each_unit_institution_and_term) {
  EXPECT_EQ(
      table({}),
      R"(unit       institution  term       placements         worth      invoiced     credited  waiting     held     delivered
(unknown)  (unknown)    (unknown)           1       0,00_kr       0,00_kr      0,00_kr  0,00_kr  0,00_kr       0,00_kr
ost        hogskolan    HT2026              1   4_590,00_kr   4_590,00_kr      0,00_kr  0,00_kr  0,00_kr   4_590,00_kr
ost        uni          HT2026              1       0,00_kr   4_590,00_kr  4_590,00_kr  0,00_kr  0,00_kr       0,00_kr
ost        uni          VT2026              1   4_590,00_kr   4_590,00_kr      0,00_kr  0,00_kr  0,00_kr   4_590,00_kr
vast       uni          HT2026              1   4_590,00_kr   4_590,00_kr      0,00_kr  0,00_kr  0,00_kr   4_590,00_kr
all                                         5  13_770,00_kr  18_360,00_kr  4_590,00_kr  0,00_kr  0,00_kr  13_770,00_kr
)");
}

TEST_F(Table, by_one_of_them_alone_has_the_same_sums) {
  EXPECT_EQ(table({"--by", "unit"}),
            R"(unit       placements         worth      invoiced     credited  waiting     held     delivered
(unknown)           1       0,00_kr       0,00_kr      0,00_kr  0,00_kr  0,00_kr       0,00_kr
ost                 3   9_180,00_kr  13_770,00_kr  4_590,00_kr  0,00_kr  0,00_kr   9_180,00_kr
vast                1   4_590,00_kr   4_590,00_kr      0,00_kr  0,00_kr  0,00_kr   4_590,00_kr
all                 5  13_770,00_kr  18_360,00_kr  4_590,00_kr  0,00_kr  0,00_kr  13_770,00_kr
)");
  EXPECT_EQ(table({"--by", "institution"}),
            R"(institution  placements         worth      invoiced     credited  waiting     held     delivered
(unknown)             1       0,00_kr       0,00_kr      0,00_kr  0,00_kr  0,00_kr       0,00_kr
hogskolan             1   4_590,00_kr   4_590,00_kr      0,00_kr  0,00_kr  0,00_kr   4_590,00_kr
uni                   3   9_180,00_kr  13_770,00_kr  4_590,00_kr  0,00_kr  0,00_kr   9_180,00_kr
all                   5  13_770,00_kr  18_360,00_kr  4_590,00_kr  0,00_kr  0,00_kr  13_770,00_kr
)");
  EXPECT_EQ(table({"--by", "term"}),
            R"(term       placements         worth      invoiced     credited  waiting     held     delivered
(unknown)           1       0,00_kr       0,00_kr      0,00_kr  0,00_kr  0,00_kr       0,00_kr
HT2026              3   9_180,00_kr  13_770,00_kr  4_590,00_kr  0,00_kr  0,00_kr   9_180,00_kr
VT2026              1   4_590,00_kr   4_590,00_kr      0,00_kr  0,00_kr  0,00_kr   4_590,00_kr
all                 5  13_770,00_kr  18_360,00_kr  4_590,00_kr  0,00_kr  0,00_kr  13_770,00_kr
)");
  EXPECT_EQ(world_.sluss({"reconcile", "--by", "student"}).exit, 2);
}

TEST_F(Table, as_json_names_the_row_and_counts_ore) {
  const auto result = world_.json({"reconcile", "--by", "institution"});
  const auto& rows = *result["accounts"].as_list();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(to_json(rows[2]),
            R"({"institution":"uni","placements":3,"worth_ore":918000,"invoiced_ore":1377000,"credited_ore":459000,)"
            R"("issued_ore":918000,"waiting_ore":0,"held_ore":0,"delivered_ore":918000,"difference_ore":0})");
}

}  // namespace
}  // namespace sluss::test
