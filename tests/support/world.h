// A whole small house in a folder of its own: configuration, inbox, outbox and store, run by the real program.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/value.h"
#include "support/process.h"

namespace sluss::test {

/// One row of a KLiPP export. Synthetic; the defaults are a placement of 15 days that is billed.
struct Row {
  std::string id;
  std::string institution = "Exempeluniversitetet";
  std::string programme = "SSK";
  std::string type = "VFU";
  std::string term = "HT2026";
  std::string start = "2026-09-07", end = "2026-09-25";
  std::string days;
  std::string personnummer = "19550101-9805";
  std::string is_protected = "Nej";
  std::string unit = "Östra geriatriken";
  std::string hsa_id = "SE2129990012-E0001";
  std::string status = "Genomförd";
  std::string given_name = "Provia", family_name = "Testberg";
};

[[nodiscard]] std::string export_of(const std::vector<Row>& rows);

using Folder = std::map<std::string, std::string>;  ///< file names and their bytes

class World {
 public:
  World();
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  [[nodiscard]] const std::filesystem::path& root() const { return root_; }
  /// Puts a file where the klipp connection looks for it, old enough to be taken as finished.
  void put(const std::string& name, const std::string& bytes) const;
  void put(const std::string& name, const std::vector<Row>& rows) const { put(name, export_of(rows)); }
  /// Gives it connectors of its own, which do not wait for a file to come to rest: for nights that are run many times.
  void hurry() const;
  /// Replaces one of the configuration's files.
  void configure(const std::string& name, const std::string& text) const;

  /// `sluss -c <this configuration> <arguments>`, as it is for a run at the day `at`.
  [[nodiscard]] std::vector<std::string> command(const std::vector<std::string>& arguments) const;
  Finished sluss(const std::vector<std::string>& arguments) const;
  /// The same with --json; fails the test when that is no JSON.
  Value json(std::vector<std::string> arguments) const;
  /// `sluss sync nightly --json`.
  Value sync() const { return json({"sync", "nightly"}); }
  /// The current placements by key: "held: <reason>".
  [[nodiscard]] std::map<std::string, std::string> placements() const;

  [[nodiscard]] Folder outbox() const { return folder("outbox"); }
  [[nodiscard]] Folder folder(const std::string& name) const;

  std::string at = "2027-02-01";

 private:
  std::filesystem::path root_;
};

[[nodiscard]] std::int64_t number_at(const Value& value, std::string_view path);

}  // namespace sluss::test
