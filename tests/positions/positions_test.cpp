// Sources whose position the store keeps: it moves with what was stored, and never past what was not. The process is
// killed at any moment, and each record is there once.
#include <csignal>
#include <functional>
#include <map>
#include <random>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "config/yaml_reader.h"
#include "engine/pipeline_run.h"
#include "plugin/module_loader.h"
#include "store/store_fixture.h"

namespace sluss {
namespace {

class NoSecrets final : public Secrets {
 public:
  [[nodiscard]] Result<Secret> find(std::string_view /*name*/) const override {
    return fail(Fault::config, "there are no secrets here");
  }
};

const Registry& registry() {
  static const auto* const loaded = [] {
    auto* made = new Registry;
    for (const auto& refused : load_modules(SLUSS_MODULES, *made)) {
      const auto name = refused.file.filename().string();
      if (name == "exec.so" || name == "json.so" || name == "sql.so") ADD_FAILURE() << name << ": " << refused.reason;
    }
    return made;
  }();
  return *loaded;
}

template <class Role>
Maker<Role> maker(const Registry::Plugins<Role>& plugins, const std::string& name, const std::string& yaml) {
  Diagnostics diagnostics;
  const NoSecrets secrets;
  ParseContext context{diagnostics, secrets, "."};
  const auto node = config::read_yaml("it: " + yaml, std::make_shared<const std::string>("it.yaml"), diagnostics);
  if (!node) throw std::runtime_error(yaml);
  auto made = plugins.at(name).parse((*node)["it"], context);
  for (const auto& fault : diagnostics.all()) throw std::runtime_error(fault.text());
  return *made;
}

class Positions : public store::StoreTest {
 protected:
  Positions() {
    configuration_.store = file();
    pipeline_.name = "nightly";
    pipeline_.from = {"outside.placements"};
  }
  void read_from(const std::string& source, const std::string& yaml, const std::string& key) {
    config::Inlet inlet;
    inlet.name = "outside.placements";
    inlet.kind = "placement";
    inlet.key = {key};
    inlet.source = maker(registry().sources(), source, yaml);
    inlet.codec = maker(registry().codecs(), "json", "lines");
    configuration_.inlets.insert_or_assign(inlet.name, inlet);
  }
  engine::RunReport run() {
    const engine::Surroundings around{configuration_, registry(), *store_, clock_, "1", "modules"};
    engine::RunObserver nobody;
    return must(engine::run_pipeline(around, pipeline_, engine::by_command, nobody, {}));
  }
  /// A run in a process that is killed after so long, if it has not ended by then; true when it had.
  bool run_killed_after(std::chrono::milliseconds time) {
    store_.reset();
    const auto process = ::fork();
    if (process == 0) {
      open();
      run();
      ::_exit(0);
    }
    std::this_thread::sleep_for(time);
    ::kill(process, SIGKILL);
    int state = 0;
    ::waitpid(process, &state, 0);
    open();
    return WIFEXITED(state);
  }
  /// How many versions each key has.
  std::map<std::string, int> versions() {
    std::map<std::string, int> all;
    SQLite::Database raw(file().string(), SQLite::OPEN_READONLY);
    SQLite::Statement query(raw, "SELECT key, count(*) FROM message GROUP BY key");
    while (query.executeStep()) all[query.getColumn(0).getString()] = query.getColumn(1).getInt();
    return all;
  }
  std::string position() {
    const auto cursor = must(reading()->cursors().find("outside.placements", "position"));
    return cursor ? cursor->version : "";
  }
  [[nodiscard]] std::string tap(int rows, const std::string& mode = "good", int at = 0) const {
    return "{ command: [/usr/bin/python3, \"" SLUSS_PLUGINS
           "/exec/testdata/tap.py\"], streams: [students], settings: "
           "{ rows: " +
           std::to_string(rows) + ", mode: " + mode + ", at: " + std::to_string(at) + " } }";
  }
  [[nodiscard]] std::string child(int rows, const std::string& mode = "good", int at = 0) const {
    return "{ command: [/usr/bin/python3, \"" SLUSS_PLUGINS "/exec/testdata/child.py\"], settings: { rows: " +
           std::to_string(rows) + ", mode: " + mode + ", at: " + std::to_string(at) + ", file: \"" +
           (folder_ / "heard").string() + "\" } }";
  }
  void expect_each_once(std::size_t rows) {
    const auto all = versions();
    EXPECT_EQ(all.size(), rows);
    for (const auto& [key, count] : all) EXPECT_EQ(count, 1) << key;
  }

  /// More rows each round; the process is killed while it reads them, and then left to do it. A run that ends before it
  /// is killed tells that this machine is faster.
  void expect_survives(const std::function<void(int)>& set_rows) {
    const auto seed = std::random_device()();
    std::mt19937 random(seed);
    SCOPED_TRACE("seed " + std::to_string(seed));
    unsigned longest = 1500;  // milliseconds
    int broken_off = 0;
    for (int round = 1; broken_off < 3; ++round) {
      set_rows(round * 500);
      if (run_killed_after(std::chrono::milliseconds(random() % longest))) longest = longest / 2 + 1;
      else ++broken_off;
      EXPECT_TRUE(run().complete());
      expect_each_once(static_cast<std::size_t>(round) * 500);
    }
  }

  config::Configuration configuration_;
  config::Pipeline pipeline_;
  FixedClock clock_{*parse_instant("2026-11-24T01:00:00Z")};
};

TEST_F(Positions, a_tap_goes_on_from_its_last_state) {
  read_from("singer", tap(25), "key");
  EXPECT_EQ(run().read, 25);
  EXPECT_EQ(position(), R"({"last":20})");
  read_from("singer", tap(40), "key");
  EXPECT_EQ(run().read, 20) << "21 to 25 are known, and come again";
  expect_each_once(40);
  EXPECT_EQ(position(), R"({"last":40})");
}

TEST_F(Positions, what_broke_off_moves_nothing) {
  for (const auto* mode : {"die", "kill", "exit3", "bad_utf8"}) {
    read_from("singer", tap(25, mode, 24), "key");
    EXPECT_FALSE(run().complete()) << mode;
    EXPECT_EQ(position(), "") << mode;
  }
  read_from("singer", tap(25), "key");
  EXPECT_TRUE(run().complete());
  expect_each_once(25);
}

TEST_F(Positions, a_child_hears_only_of_what_is_stored) {
  read_from("exec", child(30, "kill", 30), "id");
  EXPECT_FALSE(run().complete());
  EXPECT_EQ(position(), "20");
  read_from("exec", child(30), "id");
  EXPECT_TRUE(run().complete());
  expect_each_once(30);
  EXPECT_EQ(position(), "30");
}

TEST_F(Positions, a_tap_is_killed_at_any_moment_and_each_record_is_there_once) {
  expect_survives([&](int rows) { read_from("singer", tap(rows), "key"); });
}

TEST_F(Positions, a_child_is_killed_at_any_moment_and_each_record_is_there_once) {
  expect_survives([&](int rows) { read_from("exec", child(rows), "id"); });
}

}  // namespace
}  // namespace sluss
