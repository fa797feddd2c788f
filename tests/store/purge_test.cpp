// `sluss store purge`: what tells who a student is goes by rule, from every file of the store; the books stay.
#include "store/purge_house.h"

namespace sluss::test {
namespace {

TEST_F(Purge, takes_out_who_the_student_is_and_leaves_the_books) {
  auto changed = planted("P1", "19550101-9805");
  auto first = changed;
  first.given_name = "Fornnamn";
  const auto cancelled = [] {
    auto row = planted("P2", "19550101-9813");
    row.status = "Återbud";
    return row;
  }();
  auto gone = planted("P3", "19550101-9821");
  gone.end = "2026-02-30";
  auto recent = planted("P4", "19550101-9839");
  recent.term = "VT2027", recent.start = "2027-02-01", recent.end = "2027-02-19";
  night("placeringar-1.csv", {first, cancelled, gone, recent});
  changed.end = "2026-09-29";
  night("placeringar-2.csv", {changed, cancelled, recent});
  for (const auto& row : {changed, cancelled, gone, recent}) expect_held(row);
  const auto before = world_.sluss({"invoices", "list"}).out;

  world_.at = "2029-02-10";
  const auto purged = purge();
  EXPECT_EQ(purged["before"].text_or_empty(), "2027-02-10");
  EXPECT_EQ(number_at(purged, "placements"), 3);
  EXPECT_EQ(number_at(purged, "messages"), 5) << "P1 in two versions, P3 as it came and as it was gone";
  EXPECT_EQ(number_at(purged, "invoices"), 2) << "the term's, and the supplement";
  EXPECT_EQ(number_at(purged, "waiting"), 0);
  for (const auto& row : {changed, cancelled, gone}) expect_gone(row);
  EXPECT_FALSE(is_held("Fornnamn"));
  expect_held(recent);
  EXPECT_EQ(sql("SELECT count(*) FROM content WHERE purged IS NOT NULL AND raw != ''"), "0\n");
  EXPECT_EQ(world_.sluss({"invoices", "list"}).out, before);
  expect_balance();
  expect_store({"verify"});
  EXPECT_EQ(sql("SELECT action, what, detail FROM audit WHERE action = 'purge' LIMIT 1"),
            "purge|5 messages of 3 placements|ended before 2027-02-10\n");
  EXPECT_NE(sql("SELECT what, detail FROM audit").find("names on 1 line of invoice 1000001"), std::string::npos);

  const auto again = purge();
  EXPECT_EQ(number_at(again, "messages"), 0);
  world_.at = "2029-03-01";
  EXPECT_EQ(number_at(purge(), "placements"), 1);
  expect_gone(recent);
  expect_balance();
}

TEST_F(Purge, an_unchanged_row_is_unchanged_afterwards) {
  const std::vector<Row> rows = {planted("P1", "19550101-9805"), planted("P2", "19550101-9813")};
  night("placeringar-1.csv", rows);
  world_.at = "2029-02-10";
  static_cast<void>(purge());
  world_.put("placeringar-2.csv", rows);
  const auto report = world_.sync();
  EXPECT_EQ(number_at(report, "unchanged"), 2);
  EXPECT_EQ(number_at(report, "changed") + number_at(report, "new"), 0);
  for (const auto& row : rows) expect_gone(row);
}

TEST_F(Purge, the_student_day_of_a_purged_placement_is_still_billed_once) {
  night("placeringar-1.csv", {planted("P1", "19550101-9805")});
  world_.at = "2029-02-10";
  static_cast<void>(purge());
  auto other = planted("P9", "19550101-9805");
  night("placeringar-2.csv", {planted("P1", "19550101-9805"), other});
  EXPECT_NE(world_.placements()["P9"].find("are billed already by placement P1"), std::string::npos);
}

TEST_F(Purge, of_one_invoice_takes_the_names_of_those_that_are_due) {
  auto early = planted("P1", "19550101-9805");
  auto late = planted("P2", "19550101-9813");
  late.start = "2026-11-02", late.end = "2026-11-20";
  night("placeringar.csv", {early, late});
  world_.at = "2028-11-01";
  EXPECT_EQ(number_at(purge(), "invoices"), 1);
  expect_gone(early);
  expect_held(late);
  const auto body = sql("SELECT body FROM content JOIN invoice USING (message)");
  EXPECT_NE(body.find(late.family_name), std::string::npos) << "on the invoice too";
  EXPECT_EQ(sql("SELECT count(*) FROM content WHERE body LIKE '%\"amount_ore\":459000%'"), "1\n");
  expect_balance();
}

TEST_F(Purge, keeps_and_counts_what_waits_for_a_person) {
  auto held = planted("P1", "19550101-9805");
  held.programme = "UTAN";
  auto rejected = planted("P2", "19550101-9813");
  rejected.start = "x", rejected.end = "2026-09-25";
  night("placeringar.csv", {held, rejected, planted("P3", "19550101-9821")});
  world_.at = "2029-02-10";
  const auto purged = purge(1);
  EXPECT_EQ(number_at(purged, "waiting"), 2);
  EXPECT_EQ(number_at(purged, "placements"), 1);
  expect_held(held);
  expect_held(rejected);
  expect_gone(planted("P3", "19550101-9821"));
}

TEST_F(Purge, an_invoice_that_is_not_delivered_keeps_its_names_and_is_counted) {
  fs::remove_all(world_.root() / "outbox");
  const auto row = planted("P1", "19550101-9805");
  night("placeringar.csv", {row});
  world_.at = "2029-02-10";
  EXPECT_EQ(number_at(purge(1), "waiting"), 1);
  expect_held(row);
  fs::create_directories(world_.root() / "outbox");
  static_cast<void>(world_.sync());
  ASSERT_EQ(world_.outbox().size(), 1U);
  EXPECT_NE(world_.outbox().begin()->second.find(row.family_name), std::string::npos) << "it went out as it was issued";
  EXPECT_EQ(number_at(purge(), "invoices"), 1);
  expect_gone(row);
}

TEST_F(Purge, of_many_leaves_no_byte_in_any_file_even_beside_a_daemon) {
  std::vector<Row> rows;
  for (int i = 0; i < 1500; ++i) {
    auto row = planted("P" + std::to_string(i), "19550101-9805");
    row.programme = "PRG" + std::to_string(i);
    if (i % 7 == 0) row.start = "2027-02-01", row.end = "2027-02-05", row.term = "VT2027";
    rows.push_back(row);
  }
  night("placeringar.csv", rows);
  Process daemon(world_.command({"run"}), world_.root() / "scratch");
  while (daemon.err_so_far().find("started") == std::string::npos) ASSERT_TRUE(daemon.running());
  world_.at = "2029-02-01";
  EXPECT_EQ(number_at(purge(), "placements"), 1500 - 215);
  std::string all;
  for (const auto& [name, content] : world_.folder("store")) all += content;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool found = all.find(rows[i].family_name) != std::string::npos;
    EXPECT_EQ(found, i % 7 == 0) << rows[i].id;
  }
  expect_balance();
}

TEST_F(Purge, only_counts_in_a_dry_run) {
  const auto row = planted("P1", "19550101-9805");
  night("placeringar.csv", {row});
  world_.at = "2029-02-10";
  const auto said = expect_store({"purge", "--dry-run"});
  EXPECT_NE(said.find("1 would be purged (1 message), and names on 1 invoice\n"), std::string::npos) << said;
  expect_held(row);
  EXPECT_EQ(sql("SELECT count(*) FROM audit"), "0\n");
}

TEST_F(Purge, without_a_rule_does_nothing) {
  const auto with_rule = read_file(world_.root() / "config/sluss.yaml");
  world_.configure("sluss.yaml", with_rule.substr(0, with_rule.find("retention")));
  const auto row = planted("P1", "19550101-9805");
  night("placeringar.csv", {row});
  world_.at = "2099-01-01";
  EXPECT_NE(expect_store({"purge"}).find("Nothing was purged: sluss.yaml has no rule"), std::string::npos);
  expect_held(row);
}

TEST_F(Purge, does_not_make_right_an_invoice_that_was_changed_by_hand) {
  night("placeringar.csv", {planted("P1", "19550101-9805")});
  sql("UPDATE invoice SET hash = x'00'");
  world_.at = "2029-02-10";
  EXPECT_NE(expect_store({"purge"}, 4).find("its document is not the one that was issued"), std::string::npos);
  EXPECT_EQ(sql("SELECT hex(hash) FROM invoice"), "00\n");
}

TEST_F(Purge, killed_at_any_write_is_finished_by_the_next) {
  const auto row = planted("P1", "19550101-9805");
  night("placeringar.csv", {row});
  sql("PRAGMA wal_checkpoint(TRUNCATE)");
  const auto files = world_.folder("store");
  world_.at = "2029-02-10";
  const auto kills = kill_at_each_write(
      {"store", "purge"}, 11, [&] { put_back(files); },
      [&](const std::string& where) {
        expect_store({"verify"});
        static_cast<void>(purge());
        EXPECT_FALSE(is_held(row.family_name)) << where;
        // Four digits alone stand in many a digest.
        for (const auto* number : {"0101-9805", "01019805"}) EXPECT_FALSE(is_held(number)) << where;
        expect_balance();
      });
  EXPECT_GE(kills, 15);
}

}  // namespace
}  // namespace sluss::test
