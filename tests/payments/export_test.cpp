// A year's books as an auditor gets them: added up anew from the files alone, and checked with other people's tools.
#include "base/json.h"
#include "payments/bank.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

using Table = std::vector<std::map<std::string, std::string>>;

/// Reads a file of the export; its cells hold no semicolons and no quotes.
Table table_of(const fs::path& file) {
  auto text = read_file(file);
  EXPECT_TRUE(text.starts_with("\xEF\xBB\xBF")) << file;
  text.erase(0, 3);
  Table rows;
  std::vector<std::string_view> heads;
  const std::string whole = text;
  for (const auto line : split(whole, '\n')) {
    if (line.empty()) continue;
    EXPECT_TRUE(line.ends_with('\r')) << file;
    const auto cells = split(line.substr(0, line.size() - 1), ';');
    if (heads.empty()) {
      heads = cells;
      continue;
    }
    EXPECT_EQ(cells.size(), heads.size()) << file << ": " << line;
    auto& row = rows.emplace_back();
    for (std::size_t i = 0; i < std::min(cells.size(), heads.size()); ++i) row[std::string(heads[i])] = cells[i];
  }
  return rows;
}

std::int64_t sum(const Table& rows, const std::string& column) {
  std::int64_t total = 0;
  for (const auto& row : rows) total += std::stoll(row.at(column));
  return total;
}

class AuditExport : public Bank {
 protected:
  /// Three invoices of 4 590,00 kr are issued in February 2027; one is paid, one is taken back by a person.
  void SetUp() override {
    invoice();
    sync("camt.xml", camt({{"R1", ost}}));
    ASSERT_EQ(world_.sluss({"invoices", "credit", "1010001", "--reason", "=wrong buyer reference"}).exit, 0);
    ASSERT_EQ(world_.sluss({"sync", "nightly"}).exit, 0);
  }
  [[nodiscard]] fs::path folder() const { return world_.root() / "revision"; }
  Finished exported(std::vector<std::string> options = {}, const std::string& year = "2027") const {
    options.insert(options.begin(), {"audit", "export", "--year", year, "--to", folder().string()});
    return world_.sluss(options);
  }
  [[nodiscard]] Table table(const std::string& name) const { return table_of(folder() / name); }
  [[nodiscard]] Finished checksums() const {
    return run({"sh", "-c", "cd '" + folder().string() + "' && sha256sum -c --strict --quiet MANIFEST"},
               world_.root() / "scratch");
  }
  [[nodiscard]] std::string everything() const {
    std::string all;
    for (const auto& entry : fs::recursive_directory_iterator(folder())) {
      if (entry.is_regular_file()) all += read_file(entry.path());
    }
    return all;
  }
  std::string sql(const std::string& text) const {
    return run({"sqlite3", (world_.root() / "store/sluss.db").string(), text}, world_.root() / "scratch").out;
  }
};

TEST_F(AuditExport, adds_up_to_what_reconcile_says) {
  ASSERT_EQ(exported().exit, 0);
  const auto total = world_.json({"reconcile"})["total"];
  const auto invoices = table("invoices.csv"), credits = table("credit-notes.csv"), lines = table("lines.csv");
  EXPECT_EQ(sum(invoices, "total_ore"), number_at(total, "invoiced_ore"));
  EXPECT_EQ(-sum(credits, "total_ore"), number_at(total, "credited_ore"));
  EXPECT_EQ(sum(lines, "amount_ore"), number_at(total, "issued_ore"));
  EXPECT_EQ(sum(table("accounts.csv"), "worth_ore"), number_at(total, "worth_ore"));
  EXPECT_EQ(sum(table("payments.csv"), "amount_ore"), 459000);
  ASSERT_EQ(invoices.size(), 4U) << "the one that was taken back is billed anew";
  for (const auto& invoice : invoices) {
    std::int64_t amount = 0;
    for (const auto& line : lines)
      amount += line.at("document") == invoice.at("invoice") ? std::stoll(line.at("amount_ore")) : 0;
    EXPECT_EQ(std::to_string(amount), invoice.at("total_ore")) << invoice.at("invoice");
  }
  const auto manifest = read_file(folder() / "MANIFEST");
  for (const auto* line : {"# invoices 4\n", "# credit_notes 1\n", "# invoiced 18360.00\n", "# credited 4590.00\n",
                           "# all_invoiced 18360.00\n", "# all_credited 4590.00\n", "# invoiced_other_years 0.00\n"})
    EXPECT_NE(manifest.find(line), std::string::npos) << line << " in " << manifest;
}

TEST_F(AuditExport, a_year_and_the_other_years_are_all_of_it) {
  ASSERT_EQ(exported({}, "2026").exit, 0);
  EXPECT_TRUE(table("invoices.csv").empty()) << "all were issued in 2027";
  EXPECT_TRUE(table("decisions.csv").empty());
  const auto manifest = read_file(folder() / "MANIFEST");
  for (const auto* line : {"# invoiced 0.00\n", "# invoiced_other_years 18360.00\n", "# all_invoiced 18360.00\n"})
    EXPECT_NE(manifest.find(line), std::string::npos) << line << " in " << manifest;
}

TEST_F(AuditExport, other_peoples_tools_find_each_file_and_see_one_that_was_changed) {
  ASSERT_EQ(exported().exit, 0);
  const auto checked = checksums();
  EXPECT_EQ(checked.exit, 0) << checked.out << checked.err;
  auto text = read_file(folder() / "lines.csv");
  text.replace(text.find("459000"), 6, "459001");
  write_file(folder() / "lines.csv", text);
  EXPECT_NE(checksums().exit, 0);
}

TEST_F(AuditExport, names_decisions_and_nightly_audits) {
  ASSERT_EQ(world_.sluss({"audit", "--now"}).exit, 0);
  ASSERT_EQ(exported().exit, 0);
  const auto decisions = table("decisions.csv");
  ASSERT_EQ(decisions.size(), 1U);
  EXPECT_EQ(decisions[0].at("action"), "credit");
  EXPECT_EQ(decisions[0].at("reason"), "'=wrong buyer reference") << "no formula for a spreadsheet";
  const auto audits = table("audits.csv");
  ASSERT_EQ(audits.size(), 1U);
  EXPECT_EQ(audits[0].at("held"), "yes");
  EXPECT_EQ(audits[0].at("invoiced_ore"), "1836000");
  const auto series = table("series.csv");
  ASSERT_EQ(series.size(), 2U);
  EXPECT_EQ(series[1].at("first_of_year") + " to " + series[1].at("last_of_year"), "1 to 3");
}

TEST_F(AuditExport, tells_no_name_unless_asked_with_a_reason) {
  ASSERT_EQ(exported().exit, 0);
  for (const auto* personal : {"Testberg", "Provia", "9805"})
    EXPECT_EQ(everything().find(personal), std::string::npos) << personal;
  EXPECT_TRUE(fs::is_empty(folder() / "documents"));
  for (const auto& delivery : table("deliveries.csv")) EXPECT_EQ(delivery.at("sha256").size(), 64U);
  EXPECT_EQ(sql("SELECT count(*) FROM audit WHERE action = 'look'"), "0\n");
}

TEST_F(AuditExport, with_a_reason_has_names_and_the_bytes_that_were_delivered) {
  const auto outbox = world_.outbox();
  fs::remove(world_.root() / "outbox" / outbox.begin()->first);  // the receiver has fetched it
  ASSERT_EQ(exported({"--personal", "the yearly audit"}).exit, 0);
  EXPECT_EQ(sql("SELECT what, detail FROM audit WHERE action = 'look'"), "audit export of 2027|the yearly audit\n");
  for (const auto& line : table("lines.csv")) EXPECT_EQ(line.at("student"), "Provia Testberg");
  std::set<std::string> delivered, exported_bytes;
  for (const auto& [name, bytes] : outbox) delivered.insert(bytes);
  std::map<std::string, int> from;
  for (const auto& delivery : table("deliveries.csv")) {
    exported_bytes.insert(read_file(folder() / delivery.at("file")));
    ++from[delivery.at("bytes_from")];
  }
  EXPECT_EQ(exported_bytes, delivered);
  EXPECT_EQ(from, (std::map<std::string, int>{{"remade", 1}, {"target", 4}}));
  EXPECT_EQ(checksums().exit, 0);
}

TEST_F(AuditExport, touches_no_folder_that_holds_something) {
  fs::create_directories(folder());
  ASSERT_EQ(exported().exit, 0) << "an empty one is right";
  const auto again = exported();
  EXPECT_EQ(again.exit, 2);
  EXPECT_NE(again.err.find("is there and not empty"), std::string::npos) << again.err;
  EXPECT_EQ(checksums().exit, 0);
  EXPECT_FALSE(fs::exists(folder().string() + ".part"));
}

TEST_F(AuditExport, a_payment_that_is_booked_twice_over_is_seen_by_the_auditor) {
  sql("DROP TRIGGER payment_stays; UPDATE payment_part SET amount = amount * 2");
  const auto record = world_.json({"audit", "--now"});
  EXPECT_EQ(number_at(record, "invariants.sums-agree"), 1) << to_pretty_json(record);
  EXPECT_EQ(world_.sluss({"reconcile"}).out.find("of it is booked") == std::string::npos, false);
}

}  // namespace
}  // namespace sluss::test
