// Names, personal numbers and secrets that are nobody else's go through a night in which much goes wrong. Then whatever
// Sluss tells is searched for them: what commands print, the daemon's log, alarms, numbers, and what is left when a
// process is aborted. Documents and the store are made to hold them, and are not searched here. All persons are made
// up.
#include <csignal>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <thread>

#include "base/json.h"
#include "base/text.h"
#include "support/world.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

constexpr auto secret_word = "kanariefagel-4711-och-mer-darefter";

/// What must be found nowhere, in folded case.
const std::vector<std::string> canaries = {"planterad",    "namnsson",      "19550101-9805",
                                           "195501019805", "550101-9805",   "5501019805",
                                           "550101 9805",  "19550101 9805", fold_case(secret_word)};

Row planted(const std::string& id) {
  Row row;
  row.id = id;
  row.given_name = "Planterad";
  row.family_name = "Namnsson";
  return row;
}

/// A row for each way in which a number comes where it does not belong, and a name where it is not what the column must
/// be known by: what no agreement knows as an institution, a unit or a type of placement is shown, so that it can be
/// added.
std::vector<Row> rows() {
  std::vector<Row> rows = {planted("P1")};
  using Column = std::string Row::*;
  const std::vector<std::string> names = {"Planterad Namnsson", "NAMNSSON, Planterad"};
  const std::vector<std::string> numbers = {"19550101-9805", "550101-9805", "195501019805", "5501019805",
                                            "19550101 9805"};
  const std::vector<Column> unknowable = {&Row::start, &Row::end, &Row::days, &Row::is_protected, &Row::personnummer};
  const std::vector<Column> known = {&Row::institution, &Row::programme, &Row::type,  &Row::term,
                                     &Row::unit,        &Row::hsa_id,    &Row::status};
  const auto plant = [&rows](const std::string& text, Column column) {
    auto row = planted("P" + std::to_string(rows.size() + 1));
    row.*column = text;
    rows.push_back(row);
  };
  for (const auto column : unknowable) {
    for (const auto& name : names) plant(name, column);
  }
  for (const auto* columns : {&unknowable, &known}) {
    for (const auto column : *columns) {
      for (const auto& number : numbers) plant(number, column);
    }
  }
  return rows;
}

class Canary : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(world_.root() / "config/secrets");
    const auto file = world_.root() / "config/secrets/bird";
    write_file(file, secret_word);
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    world_.configure("sluss.yaml", read_file(world_.root() / "config/sluss.yaml") +
                                       "store_keys: secret:bird\n"
                                       "alarms: { mail: { to: drift@region.example, from: sluss@region.example,\n"
                                       "  server: \"smtp://127.0.0.1:1\", user: sluss, password: secret:bird } }\n");
    // Nobody listens there.
    world_.configure("connections.yaml",
                     "connections:\n"
                     "  klipp: { use: klipp, folder: ../inbox }\n"
                     "  peppol: { use: peppol-outbox, transport: { http: { url: \"http://127.0.0.1:1/in\", token: "
                     "secret:bird } } }\n"
                     "  underlag: { use: invoice-basis, folder: ../underlag }\n");
    world_.put("placeringar.csv", rows());
    // A row that is a column short, so that all after it stand in the wrong ones; and one of bytes that are no text.
    auto text = export_of({planted("Q1"), planted("Q2")});
    text.insert(text.find("Q1;") + 3, "Planterad Namnsson;");
    text.erase(text.find("Klinisk omv", text.find("Q2;")), 12);
    world_.put("placeringar-2.csv", text);
    world_.put("placeringar-3.csv", export_of({planted("R1")}) + "\xff\xfe;Planterad;Namnsson;19550101-9805\r\n");
  }
  void expect_no_canary(const std::string& where, const std::string& told) const {
    const auto folded = fold_case(told);
    for (const auto& canary : canaries) {
      const auto at = folded.find(canary);
      EXPECT_EQ(at, std::string::npos) << where << ": ..." << told.substr(at < 200 ? 0 : at - 200, 400) << "...";
    }
  }
  void expect_silent(const std::vector<std::string>& arguments) const {
    for (const bool as_json : {false, true}) {
      auto all = arguments;
      if (as_json) all.emplace_back("--json");
      const auto finished = world_.sluss(all);
      EXPECT_NE(finished.exit, 70) << join(all, " ") << ": " << finished.err;
      expect_no_canary(join(all, " "), finished.out + finished.err);
      told_ += finished.out.size();
    }
  }
  [[nodiscard]] std::vector<std::string> daemon() const {
    auto command = world_.command({"run"});
    command.erase(command.begin() + 3, command.begin() + 5);  // --at <day>
    return command;
  }

  World world_;
  mutable std::size_t told_ = 0;
};

TEST_F(Canary, is_told_by_no_command) {
  expect_silent({"check"});
  expect_silent({"plan", "nightly"});
  expect_silent({"preview", "klipp.placements"});
  expect_silent({"sync", "nightly"});
  for (const auto& command : std::vector<std::vector<std::string>>{{"status"},
                                                                   {"alarms"},
                                                                   {"metrics"},
                                                                   {"messages", "list", "--limit", "1000"},
                                                                   {"messages", "list", "--state", "rejected"},
                                                                   {"messages", "list", "--state", "held"},
                                                                   {"invoices", "list"},
                                                                   {"invoices", "drafts", "--lines"},
                                                                   {"reconcile"},
                                                                   {"deadlines"},
                                                                   {"payments", "list"},
                                                                   {"orders", "list"},
                                                                   {"audit"},
                                                                   {"audit", "show"},
                                                                   {"store", "verify"},
                                                                   {"messages", "retry", "1"},
                                                                   {"messages", "discard", "2", "--reason", "a test"},
                                                                   {"config", "list"}})
    expect_silent(command);
  const auto messages = world_.json({"messages", "list", "--limit", "1000"});
  ASSERT_GT(messages.as_list()->size(), 60U);
  for (const auto& message : *messages.as_list()) {
    const auto id = message["id"].text_or_empty();
    expect_silent({"messages", "show", id});
    expect_silent({"messages", "trace", "id:" + id});
  }
  EXPECT_GT(told_, 100'000U) << "there was something to search";
}

TEST_F(Canary, is_told_by_no_daemon_and_left_by_none_that_is_aborted) {
  world_.at = "2026-01-01";  // the last run lies far back: the daemon catches up
  static_cast<void>(world_.sluss({"sync", "nightly"}));
  world_.put("placeringar-4.csv", rows());
  Process process(daemon(), world_.root() / "scratch");
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (process.running() && process.err_so_far().find("nightly") == std::string::npos &&
         std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  // Nothing of its memory is written to a disk, whatever the machine does with such files.
  std::ifstream limits("/proc/" + std::to_string(process.pid()) + "/limits");
  std::string line;
  while (std::getline(limits, line) && !line.starts_with("Max core file size")) {
  }
  EXPECT_NE(line.find(" 0 "), std::string::npos) << line;
  process.send(SIGABRT);
  const auto finished = process.wait();
  EXPECT_EQ(finished.signal, SIGABRT);
  EXPECT_NE(finished.err, "");
  expect_no_canary("the daemon's log", finished.out + finished.err);
}

/// Otherwise the tests above would find nothing in anything.
TEST_F(Canary, is_seen_where_a_person_may_look) {
  static_cast<void>(world_.sluss({"sync", "nightly"}));
  const auto seen = world_.sluss({"messages", "show", "1", "--personal", "a test looks"}).out;
  EXPECT_NE(fold_case(seen).find("namnsson"), std::string::npos) << seen;
}

}  // namespace
}  // namespace sluss::test
