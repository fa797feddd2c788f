// kill -9 over a night of 10,000 placements and three sinks: a folder, a service that fails often and knows no keys but
// can be asked, and one that knows keys and answers too late. Judged by a program of its own that reads the exports and
// what the sinks received. SLUSS_NIGHT_KILLS and SLUSS_SEED make it longer, or repeat a failure; SLUSS_NIGHT_PLACEMENTS
// makes the night smaller, for sanitizers.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <random>
#include <thread>

#include "base/json.h"
#include "support/world.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

constexpr int units = 40;
constexpr unsigned kills_in_a_row = 8;

unsigned from_environment(const char* name, unsigned otherwise) {
  const auto* value = std::getenv(name);
  return value == nullptr ? otherwise : static_cast<unsigned>(std::stoul(value));
}

int placements() { return static_cast<int>(from_environment("SLUSS_NIGHT_PLACEMENTS", 10'000)); }

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string unit_name(int unit) { return "Enhet " + two_digits(unit); }

/// Synthetic: no such unit exists.
std::string parties() {
  std::string text =
      "institutions:\n"
      "  - { id: uni, name: Exempeluniversitetet, organisation_number: \"2029990013\" }\n"
      "  - { id: hogskolan, name: Provhögskolan, organisation_number: \"2029990021\" }\n"
      "providers:\n  - { id: kommun, name: Exempelby kommun }\nunits:\n";
  for (int i = 0; i < units; ++i) {
    text += "  - { id: enhet" + two_digits(i) + ", provider: kommun, name: " + unit_name(i) +
            ", hsa_id: SE2129990012-E10" + two_digits(i) +
            ", organisation_number: \"2129990012\", bankgiro: \"99000010\", series: \"" + std::to_string(100 + i) +
            "\", contact: { name: Samordnaren, phone: \"08-000 00 00\", email: vfu@enhet.example } }\n";
  }
  return text;
}

/// Some are planned or called off and must not be billed.
std::vector<Row> rows_of(const std::string& term, int from, int to) {
  const std::vector<std::string> people = {"19550101-9805", "19550101-9813", "19550101-9821", "19550101-9839",
                                           "19550101-9847", "19550101-9854", "19550101-9862", "19550101-9870"};
  std::vector<Row> rows;
  for (int i = from; i < to; ++i) {
    Row row;
    row.id = "P" + std::to_string(10'000 + i);
    row.personnummer = people[static_cast<std::size_t>(i) % people.size()];
    row.programme = "PRG" + std::to_string(i / 8);  // a programme of its own: the days of one student do not collide
    row.term = term;
    const bool autumn = term.front() == 'H';
    row.start = autumn ? "2026-09-07" : "2026-02-02";
    row.end = (autumn ? "2026-09-" : "2026-02-") + two_digits((autumn ? 11 : 6) + i % 3 * 7 - i % 2);
    row.unit = unit_name(i % units);
    row.hsa_id = "SE2129990012-E10" + two_digits(i % units);
    if (i % 79 == 0) row.status = "Återbud";
    if (i % 83 == 0) row.status = "Planerad";
    rows.push_back(row);
  }
  return rows;
}

/// An outside system, as long as this lives.
class Receiver {
 public:
  Receiver(const World& world, const std::string& manner, unsigned seed)
      : folder_(world.root() / manner),
        process_((fs::create_directories(folder_),
                  std::vector<std::string>{SLUSS_RECEIVER, folder_.string(), manner, std::to_string(seed)}),
                 world.root() / "scratch") {
    while (!fs::exists(folder_ / "port") && process_.running())
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  [[nodiscard]] const fs::path& folder() const { return folder_; }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + read_file(folder_ / "port"); }

 private:
  fs::path folder_;
  Process process_;
};

class Night {
 public:
  explicit Night(unsigned seed) : flaky_(world, "flaky", seed), late_(world, "late", seed + 1) {
    fs::copy(SLUSS_CONNECTORS, world.root() / "config/connectors", fs::copy_options::recursive);
    for (const auto* name : {"flaky", "late"}) fs::create_directories(world.root() / "config/connectors" / name);
    world.configure("sluss.yaml", "store: ../store/sluss.db\nretry: { first: 1s, longest: 2s, attempts: 50 }\n");
    world.configure("connectors/flaky/connector.yaml",
                    connector("flaky", "url: " + flaky_.url() + "/\n        resend: ask\n        ask: \"" +
                                           flaky_.url() + "/known/{key}\""));
    world.configure("connectors/late/connector.yaml",
                    connector("late", "url: " + late_.url() + "/\n        resend: safe\n        answer_timeout: 1s"));
    world.configure("connections.yaml",
                    "connections:\n  klipp: { use: klipp, folder: ../inbox }\n"
                    "  peppol: { use: peppol-outbox, folder: ../outbox }\n  flaky: { use: flaky }\n"
                    "  late: { use: late }\n");
    world.configure("pipelines/nightly.yaml",
                    "pipeline: nightly\nfrom: klipp.placements\nsteps:\n  - validate: placement\n  - bill\n"
                    "to: [peppol, flaky, late]\n");
    world.configure("agreements/parties.yaml", parties());
    world.configure("agreements/agreements.yaml", agreements());
    world.configure("prices/prices.yaml",
                    "prices:\n  - { agreement: uni-kommun, programme: \"*\", valid_from: 2016-01-01, week: \"1530.00 "
                    "kr\", document: \"Avtal 1\" }\n");
    world.put("placeringar-VT.csv", rows_of("VT2026", 0, placements() / 2));
    world.put("placeringar-HT.csv", rows_of("HT2026", placements() / 2, placements()));
  }

  /// One attempt at the night; killed after a while, if a while is given. True when it was killed.
  [[nodiscard]] bool attempt(std::optional<Steady::duration> wait) const {
    Process process(world.command({"sync", "nightly"}), world.root() / "scratch");
    if (wait) {
      std::this_thread::sleep_for(*wait);
      process.send(SIGKILL);
    }
    return process.wait().signal == SIGKILL;
  }
  /// Runs on until nothing is undelivered and nothing is passed over.
  void finish() const {
    Value report;
    for (int i = 0; i < 300; ++i) {
      report = world.sync();
      const bool resumed = resume_what_is_passed_over(to_json(report));
      if (!resumed && number_at(report, "undelivered") == 0) return;
    }
    ADD_FAILURE() << "it does not come to an end: " << to_json(report);
  }
  void judge() const {
    const auto verdict = run({SLUSS_ORACLE, (world.root() / "inbox").string(), (world.root() / "outbox").string(),
                              flaky_.folder().string(), late_.folder().string()},
                             world.root() / "scratch");
    EXPECT_EQ(verdict.exit, 0) << verdict.out << "in " << world.root();
    const auto reconciled = world.sluss({"reconcile"});
    EXPECT_EQ(reconciled.exit, 0) << reconciled.out << reconciled.err;
  }

  World world;

 private:
  /// What was killed again and again at the same work counts as broken, and waits for a person, who does as the report
  /// says.
  [[nodiscard]] bool resume_what_is_passed_over(const std::string& report) const {
    static const std::string command = "sluss connections resume ";
    const auto at = report.find(command);
    if (at == std::string::npos) return false;
    const auto name = report.substr(at + command.size());
    const auto resumed =
        world.sluss({"connections", "resume", name.substr(0, name.find('"')), "--reason", "it was killed by a test"});
    EXPECT_EQ(resumed.exit, 0) << resumed.out << resumed.err;
    return true;
  }
  static std::string connector(const std::string& name, const std::string& options) {
    return "connector: " + name + "\nsummary: A simulator\ntakes:\n  invoices:\n    message: invoice\n    to:\n" +
           "      http:\n        " + options + "\n    format:\n      ubl: {}\n";
  }
  static std::string agreements() {
    return "agreements:\n  - id: uni-kommun\n    institution: uni\n    provider: kommun\n    document: \"Avtal 1\"\n"
           "    valid_from: 2016-01-01\n    programmes: \"*\"\n";
  }

  Receiver flaky_, late_;
};

TEST(ThreeSinks, have_each_invoice_once_whenever_it_is_killed) {
  const auto kills = from_environment("SLUSS_NIGHT_KILLS", 12);
  const auto seed = from_environment("SLUSS_SEED", 20261124);
  std::mt19937 random(seed);
  Steady::duration whole_night{};
  {
    const Night undisturbed(seed);
    const auto begin = Steady::now();
    static_cast<void>(undisturbed.attempt(std::nullopt));
    whole_night = Steady::now() - begin;
    undisturbed.finish();
    undisturbed.judge();
  }
  std::uniform_int_distribution<Steady::rep> moment(0, whole_night.count());
  unsigned hits = 0, nights = 0;
  for (; hits < kills && nights < kills * 4 && !::testing::Test::HasFailure(); ++nights) {
    const Night night(seed + nights);
    for (unsigned i = 0; i < kills_in_a_row && hits < kills; ++i)
      hits += night.attempt(Steady::duration(moment(random))) ? 1 : 0;
    night.finish();
    night.judge();
  }
  std::cout << hits << " kills that hit, in " << nights << " nights of " << placements() << " placements, seed " << seed
            << "\n";
  EXPECT_GE(hits, kills) << "too few kills hit a run that was under way";
}

}  // namespace
}  // namespace sluss::test
