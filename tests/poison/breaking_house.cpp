#include "breaking_house.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>

namespace sluss::test {

namespace fs = std::filesystem;

namespace {

/// The connector of klipp without a wait for files to come to rest, and with something that breaks.
std::string connector(const std::string& name, Breaks where) {
  auto text = read_file(fs::path(SLUSS_CONNECTORS) / "klipp/connector.yaml");
  const auto replace = [&](const std::string& old, const std::string& fresh) {
    text.replace(text.find(old), old.size(), fresh);
  };
  replace("connector: klipp", "connector: " + name);
  replace("then: archive\n", "then: archive\n      quiet: 0s\n");
  if (name == "klipp" && where == Breaks::in_the_format) replace("csv: {}", "lines: POISON");
  if (name == "klipp" && where == Breaks::in_the_connector)
    replace("    map:\n", "    steps: [break: POISON]\n    map:\n");
  return text;
}

std::string pipeline(const std::string& name, bool breaks) {
  return "pipeline: " + name + "\nschedule: { cron: \"0 2 * * *\", timezone: Europe/Stockholm, missed: run_once }\n" +
         "from: " + (name == "nightly" ? "klipp" : "other") + ".placements\nsteps:\n" +
         (breaks ? "  - break: POISON\n" : "") + "  - validate: placement\n  - bill\nto:\n  - peppol\n";
}

}  // namespace

BreakingHouse::BreakingHouse(Breaks where) {
  const auto root = world_.root();
  fs::copy(SLUSS_CONNECTORS, root / "connectors", fs::copy_options::recursive);
  for (const auto* name : {"klipp", "other"})
    write_file(root / "connectors" / name / "connector.yaml", connector(name, where));
  fs::create_directories(root / "other inbox");
  fs::create_directories(root / "plugins");
  for (const auto& module : fs::directory_iterator(SLUSS_MODULES))
    fs::create_symlink(module.path(), root / "plugins" / module.path().filename());
  fs::copy(SLUSS_BREAKER, root / "plugins");
  ::setenv("SLUSS_PLUGINS", (root / "plugins").c_str(), 1);  // for whatever the world runs
  world_.configure("sluss.yaml", "store: ../store/sluss.db\nconnectors: ../connectors\n");
  world_.configure("connections.yaml",
                   "connections:\n  klipp: { use: klipp, folder: ../inbox }\n"
                   "  other: { use: other, folder: \"../other inbox\" }\n"
                   "  peppol: { use: peppol-outbox, folder: ../outbox }\n");
  world_.configure("pipelines/nightly.yaml", pipeline("nightly", where == Breaks::in_the_pipeline));
  world_.configure("pipelines/other.yaml", pipeline("other", false));
}

void BreakingHouse::put_for_other(const std::vector<Row>& rows) const {
  write_file(world_.root() / "other inbox/placeringar.csv", export_of(rows));
}

std::vector<std::string> BreakingHouse::environment(const std::string& how) {
  // Sanitizers would turn the signal into an exit.
  constexpr auto no_handlers = "OPTIONS=handle_segv=0:handle_abort=0";
  return {"SLUSS_BREAK=" + how, std::string("ASAN_") + no_handlers, std::string("TSAN_") + no_handlers};
}

Finished BreakingHouse::sluss(const std::vector<std::string>& arguments, const std::string& how) const {
  return run(world_.command(arguments), world_.root() / "scratch", environment(how));
}

Finished BreakingHouse::sync_with_little_memory(const std::string& how) const {
  auto command = std::vector<std::string>{"/bin/sh", "-c", "ulimit -v 1500000; exec \"$@\"", "sh"};
  const auto sync = world_.command({"sync", "nightly"});
  command.insert(command.end(), sync.begin(), sync.end());
  return run(command, world_.root() / "scratch", environment(how));
}

Finished BreakingHouse::sync_until_it_lives(const std::string& how, int& deaths) const {
  for (deaths = 0; deaths < 50; ++deaths) {
    auto finished = sync(how);
    if (finished.signal == 0) return finished;
  }
  ADD_FAILURE() << "it dies for ever";
  return {};
}

std::set<std::string> BreakingHouse::collected() const {
  std::set<std::string> keys;
  for (const auto& [key, state] : world_.placements()) {
    if (state == "collected") keys.insert(key);
  }
  return keys;
}

std::string BreakingHouse::reasons_of_parked() const {
  std::string reasons;
  for (const auto& [key, state] : world_.placements()) {
    if (state.starts_with("rejected") || state.starts_with("held")) reasons += key + " " + state + "\n";
  }
  return reasons;
}

void BreakingHouse::mend_module() const {
  std::ofstream(world_.root() / "plugins/breaker.so", std::ios::binary | std::ios::app) << "mended";
}

std::vector<Row> rows_with_poison(int count, const std::set<int>& poison) {
  const std::vector<std::string> people = {"19550101-9805", "19550101-9813", "19550101-9821", "19550101-9839"};
  std::vector<Row> rows;
  for (int i = 0; i < count; ++i) {
    Row row;
    row.id = "P" + std::to_string(1000 + i);
    row.personnummer = people[static_cast<std::size_t>(i) % people.size()];
    row.programme = "PRG" + std::to_string(i / 4);  // the days of one student do not collide
    if (poison.contains(i)) row.given_name = "POISON";
    rows.push_back(row);
  }
  return rows;
}

}  // namespace sluss::test
