// A folder with everything that a measured `sluss sync` needs, and nothing else on the machine.
#pragma once

#include <filesystem>
#include <string>

namespace sluss::bench {

/// What a run does with the rows.
enum class Extent {
  whole,     ///< intake, billing, e-invoices
  intake,    ///< reading, mapping, storing, checking; nothing is billed
  breaking,  ///< whole, with a step that breaks on the word POISON
};

class Workplace {
 public:
  /// Made empty; an old one of that name is removed.
  Workplace(const std::filesystem::path& folder, Extent extent);

  [[nodiscard]] std::filesystem::path config() const { return folder_ / "config"; }
  [[nodiscard]] std::filesystem::path connectors() const { return folder_ / "connectors"; }
  [[nodiscard]] std::filesystem::path outbox() const { return folder_ / "outbox"; }
  [[nodiscard]] std::filesystem::path export_file() const { return folder_ / "export.csv"; }
  [[nodiscard]] std::filesystem::path floor_database() const { return folder_ / "floor.db"; }
  [[nodiscard]] std::filesystem::path log(const std::string& name) const { return folder_ / (name + ".log"); }
  /// Puts the export into the inbox as a file of its own, old enough to be read at once.
  void offer_export(const std::string& name) const;
  /// The number of invoices in the outbox.
  [[nodiscard]] long invoices() const;

 private:
  std::filesystem::path folder_;
};

}  // namespace sluss::bench
