// What benchmarks of `sluss sync` share: houses with the parties and prices of a generated export, and their runs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "child.h"
#include "workplace.h"

namespace sluss::bench {

[[nodiscard]] std::string text_of(const std::filesystem::path& file);

class Runner {
 public:
  /// The folder is emptied.
  Runner(std::int64_t rows, std::filesystem::path programs, std::filesystem::path folder);

  /// An export of placements, csv or xlsx.
  void generate(const std::filesystem::path& to, const std::string& format) const;
  /// A house with the parties and prices of what was generated.
  [[nodiscard]] Workplace house(const std::string& name, Extent extent) const;
  /// `sluss sync`, which must take in all rows as new. Throws std::runtime_error.
  [[nodiscard]] Measured sync(const Workplace& place) const;

 private:
  std::int64_t rows_;
  std::filesystem::path programs_, folder_;
};

/// A line of a table of rates. The first one that is printed is what the others are compared with: `reference`, its
/// seconds, is 0 before it.
void print_rate(const char* name, std::int64_t rows, const Measured& measured, double& reference);

void write_connector(const Workplace& place, const std::string& name, const std::string& text);

}  // namespace sluss::bench
