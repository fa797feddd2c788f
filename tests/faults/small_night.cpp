#include "small_night.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <gtest/gtest.h>
#include <map>
#include <mutex>
#include <numeric>
#include <random>
#include <sstream>
#include <thread>

#include "fault.h"

namespace sluss::faults {
namespace {

using test::Finished;
using test::Folder;
using test::Row;

constexpr auto incomplete = "THE RUN IS NOT COMPLETE";

/// As `sluss sync` ends. When all went well it is `parked`: the bad row and the held one wait for a person.
constexpr int well = 0;
constexpr int parked = 1;
constexpr int unreachable = 3;
constexpr int store_unusable = 4;

std::string difference(const std::string& part, const std::string& text, const std::string& expected) {
  if (text == expected) return "";
  std::istringstream got(text), wanted(expected);
  std::string line, wanted_line;
  do {
    line = wanted_line = "(its end)";
    std::getline(got, line);
    std::getline(wanted, wanted_line);
  } while (line == wanted_line);
  return part + ": " + line + "\n  expected: " + wanted_line + "\n";
}

std::string text_of(const Folder& folder, const std::string& name) {
  const auto at = folder.find(name);
  return at == folder.end() ? "(no such file)" : at->second;
}

/// What a person reads of the trouble: the first line on stderr, or the report's own.
std::string trouble_of(const Finished& finished) {
  const auto at = finished.out.find(incomplete);
  return at == std::string::npos ? finished.err : finished.out.substr(at);
}

bool says_what_to_do(const std::string& trouble) {
  const auto advice = {"look at the disk",
                       "the disk is full",
                       "make room",
                       "check ",
                       "may Sluss",
                       "read-only",
                       "run again",
                       "is read again",
                       "tried again",
                       "estore the store",
                       "install that version",
                       "raise the connector",
                       "give Sluss more",
                       "raise the limit"};
  return std::any_of(advice.begin(), advice.end(),
                     [&](const char* words) { return trouble.find(words) != std::string::npos; });
}

}  // namespace

std::vector<Row> small_export() {
  const std::vector<std::string> people = {"19550101-9805", "19550101-9813", "19550101-9821", "19550101-9839"};
  std::vector<Row> rows;
  for (int i = 0; i < 24; ++i) {
    Row row;
    row.id = "P" + std::to_string(100 + i);
    row.personnummer = people[static_cast<std::size_t>(i) % people.size()];
    row.programme = "PRG" + std::to_string(i / 4);  // a programme of its own: the days of one student do not collide
    const bool west = i % 2 == 1;
    row.unit = west ? "Västra hemsjukvården" : "Östra geriatriken";
    row.hsa_id = west ? "SE2129990012-E0002" : "SE2129990012-E0001";
    if (i == 7) row.end = "2026-02-30";
    if (i == 11) row.is_protected = "Ja";
    rows.push_back(row);
  }
  return rows;
}

std::vector<std::string> environment(const std::filesystem::path& folder,
                                     const std::vector<std::pair<const char*, std::string>>& faults) {
  auto all = test::preloading(SLUSS_INTERPOSE);
  all.push_back(std::string(folder_variable) + "=" + std::filesystem::canonical(folder).string());
  for (const auto& [name, value] : faults) all.push_back(std::string(name) + "=" + value);
  return all;
}

SmallNight::SmallNight() : SmallNight(small_export()) {}

SmallNight::SmallNight(const std::vector<Row>& rows) {
  world_.hurry();
  world_.put("placeringar.csv", rows);
}

Finished SmallNight::sync() const { return world_.sluss({"sync", "nightly"}); }

Finished SmallNight::sync(const Fault& fault) const {
  const auto told = environment(world_.root(), {{fault_variable, fault.name}, {at_variable, std::to_string(fault.at)}});
  return test::run(world_.command({"sync", "nightly"}), world_.root() / "scratch", told);
}

Finished SmallNight::sync_under(const std::vector<std::string>& before,
                                const std::vector<std::string>& environment) const {
  auto command = before;
  for (auto& part : world_.command({"sync", "nightly"})) command.push_back(std::move(part));
  return test::run(command, world_.root() / "scratch", environment);
}

std::vector<std::string> SmallNight::calls(const std::string& fault) const {
  const auto file = world_.root() / "scratch/calls";
  const auto told = environment(world_.root(), {{fault_variable, fault}, {calls_variable, file.string()}});
  const auto finished = test::run(world_.command({"sync", "nightly"}), world_.root() / "scratch", told);
  EXPECT_TRUE(says_success(finished)) << finished.out << finished.err;
  std::istringstream text(test::read_file(file));
  std::vector<std::string> calls;
  for (std::string line; std::getline(text, line);) calls.push_back(line);
  return calls;
}

bool SmallNight::export_waits() const { return world_.folder("inbox").contains("placeringar.csv"); }

Outcome SmallNight::outcome() const {
  Outcome outcome;
  outcome.outbox = world_.outbox();
  outcome.invoices = world_.sluss({"invoices", "list"}).out;
  for (const auto& [key, state] : world_.placements()) outcome.placements += key + " " + state + "\n";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(world_.root() / "inbox"))
    outcome.inbox += entry.path().lexically_relative(world_.root()).string() + "\n";
  return outcome;
}

std::string difference(const Outcome& outcome, const Outcome& expected) {
  return difference("invoices", outcome.invoices, expected.invoices) +
         difference("placements", outcome.placements, expected.placements) +
         difference("inbox", outcome.inbox, expected.inbox) + difference_of_outboxes(outcome, expected);
}

std::string difference_of_outboxes(const Outcome& outcome, const Outcome& expected) {
  auto all = expected.outbox;
  all.insert(outcome.outbox.begin(), outcome.outbox.end());
  std::string text;
  for (const auto& [name, bytes] : all)
    text += difference(name, text_of(outcome.outbox, name), text_of(expected.outbox, name));
  return text;
}

const Outcome& undisturbed() {
  static const auto outcome = [] {
    const SmallNight night;
    const auto finished = night.sync();
    EXPECT_TRUE(says_success(finished)) << finished.out << finished.err;
    EXPECT_EQ(night.world().outbox().size(), 2U) << "an invoice for each unit";
    EXPECT_FALSE(night.export_waits());
    return night.outcome();
  }();
  return outcome;
}

bool says_success(const Finished& finished) {
  return (finished.exit == well || finished.exit == parked) && finished.out.find(incomplete) == std::string::npos;
}

bool is_unreadable_configuration(const Finished& finished) {
  return finished.exit == 2 && finished.err.find(" cannot be read") != std::string::npos;
}

void expect_known_end(const Finished& finished) {
  const auto said = finished.out + finished.err;
  EXPECT_EQ(finished.signal, 0) << said;
  if (says_success(finished)) return;
  EXPECT_TRUE(finished.exit == parked || finished.exit == unreachable || finished.exit == store_unusable)
      << finished.exit << ": " << said;
  EXPECT_TRUE(says_what_to_do(trouble_of(finished))) << finished.exit << ": " << said;
}

void expect_honest(const SmallNight& night, const Finished& finished) {
  expect_known_end(finished);
  if (!says_success(finished)) return;
  EXPECT_EQ(difference(night.outcome(), undisturbed()), "") << "it claims success: " << finished.out << finished.err;
}

void expect_mended(const SmallNight& night) {
  const auto finished = night.sync();
  EXPECT_TRUE(says_success(finished)) << finished.out << finished.err;
  EXPECT_EQ(difference(night.outcome(), undisturbed()), "");
  const auto reconciled = night.world().sluss({"reconcile"});
  EXPECT_EQ(reconciled.exit, 0) << reconciled.out << reconciled.err;
}

unsigned seed() {
  const auto* value = std::getenv("SLUSS_SEED");
  return value == nullptr ? 20261123 : static_cast<unsigned>(std::stoul(value));
}

bool all_are_asked_for() {
  const auto* value = std::getenv("SLUSS_FAULTS");
  return value != nullptr && std::string(value) == "all";
}

std::vector<long> first_numbers(std::size_t count) {
  std::vector<long> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 1);
  return numbers;
}

std::vector<long> sample(long last, std::size_t count) {
  const auto numbers = first_numbers(static_cast<std::size_t>(last));
  std::vector<long> some;
  std::mt19937 random(seed());
  std::sample(numbers.begin(), numbers.end(), std::back_inserter(some), std::min(count, numbers.size()), random);
  return some;
}

void at_once(const std::vector<long>& numbers, const std::function<void(long)>& work) {
  constexpr int workers = 4;
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < workers; ++i) {
    threads.emplace_back([&] {
      for (auto at = next++; at < numbers.size() && !::testing::Test::HasFailure(); at = next++) work(numbers[at]);
    });
  }
}

}  // namespace sluss::faults
