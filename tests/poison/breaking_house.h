// A house whose plugins break on the word POISON when a test has them do so. Synthetic: nobody here exists.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "support/world.h"

namespace sluss::test {

/// Where the breaking plugin stands.
enum class Breaks { in_the_format, in_the_connector, in_the_pipeline };

class BreakingHouse {
 public:
  /// Two pipelines: "nightly" breaks; "other" reads a folder of its own, and does not.
  explicit BreakingHouse(Breaks where);

  [[nodiscard]] const World& world() const { return world_; }
  void put(const std::vector<Row>& rows, const std::string& name = "placeringar.csv") const { world_.put(name, rows); }
  void put_for_other(const std::vector<Row>& rows) const;

  /// `sluss <arguments>` with the breaking plugin; `how` is abort, segfault, throw, hang or eat; empty: it is well.
  [[nodiscard]] static std::vector<std::string> environment(const std::string& how);
  [[nodiscard]] Finished sluss(const std::vector<std::string>& arguments, const std::string& how) const;
  [[nodiscard]] Finished sync(const std::string& how) const { return sluss({"sync", "nightly"}, how); }
  /// The same with far less memory than this machine has, and far more than a night needs. Not under sanitizers.
  [[nodiscard]] Finished sync_with_little_memory(const std::string& how) const;
  /// Runs the night until it does not end the process any more; gives how often it did in `deaths`.
  [[nodiscard]] Finished sync_until_it_lives(const std::string& how, int& deaths) const;
  [[nodiscard]] std::string alarms() const { return sluss({"alarms"}, "").out; }
  /// Keys of placements that are collected, and the reasons of those that are not.
  [[nodiscard]] std::set<std::string> collected() const;
  [[nodiscard]] std::string reasons_of_parked() const;
  /// Puts other bytes into the breaking module: its digest is another one, and what it does is the same.
  void mend_module() const;

 private:
  World world_;
};

/// `count` placements of different people and programmes; number `poison`, from 0, holds the word.
[[nodiscard]] std::vector<Row> rows_with_poison(int count, const std::set<int>& poison);

}  // namespace sluss::test
