// What the tests of the store's commands share: a small house with a store that can be looked at, killed and copied.
#pragma once

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <gtest/gtest.h>

#include "support/world.h"

namespace sluss::test {

namespace fs = std::filesystem;

class StoreHouse : public ::testing::Test {
 protected:
  [[nodiscard]] fs::path store() const { return world_.root() / "store" / "sluss.db"; }
  [[nodiscard]] std::string path(const std::string& name) const { return (world_.root() / name).string(); }
  [[nodiscard]] Finished sluss_store(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "store");
    return world_.sluss(arguments);
  }
  /// The command's output; the test fails when it does not end as it should.
  std::string expect_store(const std::vector<std::string>& arguments, int exit = 0) const {
    const auto finished = sluss_store(arguments);
    EXPECT_EQ(finished.exit, exit) << arguments.front() << ": " << finished.out << finished.err;
    return finished.out + finished.err;
  }
  /// Asks, or changes, a store's file by hand, past the program.
  std::string sql(const std::string& text, const fs::path& file) const {
    const auto done = run({"sqlite3", file.string(), text}, world_.root() / "scratch");
    EXPECT_EQ(done.exit, 0) << text << ": " << done.err;
    return done.out;
  }
  std::string sql(const std::string& text) const { return sql(text, store()); }
  void expect_balance() const {
    const auto reconciled = world_.sluss({"reconcile"});
    EXPECT_EQ(reconciled.exit, 0) << reconciled.out << reconciled.err;
  }
  /// Names in a folder, also hidden ones; without the lock files.
  [[nodiscard]] std::vector<std::string> names_in(const fs::path& folder) const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
      const auto name = entry.path().filename().string();
      if (!name.ends_with(".lock")) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
  }
  /// The one file whose name begins so, in the store's folder.
  [[nodiscard]] fs::path kept(const std::string& prefix) const {
    for (const auto& name : names_in(store().parent_path())) {
      if (name.starts_with(prefix)) return store().parent_path() / name;
    }
    ADD_FAILURE() << "there is no file " << prefix << "...";
    return {};
  }
  /// Everything in a store but its file's layout.
  [[nodiscard]] std::string content_of(const fs::path& file) const { return sql(".dump", file); }

  /// Kills a command at its calls that write, each kind in turn: at the first, the second, ... until it is through. Of
  /// the many that write a page, every `stride`-th; with SLUSS_STORE_KILLS=all each. `prepare` sets the scene, `check`
  /// looks at what is left. Gives how often it was killed.
  int kill_at_each_write(const std::vector<std::string>& arguments, int stride, const std::function<void()>& prepare,
                         const std::function<void(const std::string& where)>& check) const {
    if (std::getenv("SLUSS_STORE_KILLS") != nullptr) stride = 1;
    int kills = 0;
    for (const auto* call : {"pwrite64", "fdatasync", "fsync", "ftruncate", "rename", "link", "unlink"}) {
      for (int n = 1;; n += call == std::string("pwrite64") ? stride : 1) {
        prepare();
        const auto finished = run_killed_at(call, n, world_.command(arguments), world_.root() / "scratch");
        const auto where = std::string(call) + " " + std::to_string(n);
        if (finished.signal != SIGKILL) {
          EXPECT_EQ(finished.exit, 0) << where << ": " << finished.out << finished.err;
          break;
        }
        ++kills;
        check(where);
        if (HasFatalFailure() || HasNonfatalFailure()) return kills;
      }
    }
    return kills;
  }

  /// A store and all that lies beside it, as bytes, and back again.
  void put_back(const Folder& files) const {
    fs::remove_all(store().parent_path());
    fs::create_directories(store().parent_path());
    for (const auto& [name, bytes] : files) write_file(store().parent_path() / name, bytes);
  }

  World world_;
};

}  // namespace sluss::test
