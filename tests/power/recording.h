// A program whose calls are written down, and what a disk may hold when the power goes at any of them.
#pragma once

#include <string>
#include <vector>

#include "support/process.h"
#include "support/temporary_folder.h"
#include "support/world.h"

namespace sluss::power {

/// What a power cut left, and where it came.
struct Cut {
  std::string where;
  std::size_t acknowledged = 0;  ///< how many of its answers had said 200 by then
};

/// A disk that breaks its word: see image.cpp. Empty: one that keeps it.
using Lie = std::string;

class Recording {
 public:
  /// The world as it stands now is durable. The program is run in `environment`.
  explicit Recording(const test::World& world);

  [[nodiscard]] std::vector<std::string> environment() const;

  /// Puts into another world what a disk may hold after a power cut in the middle of the program. The same seed gives
  /// the same cut.
  Cut cut(unsigned seed, const Lie& lie, const test::World& into) const;
  /// Empty when the record tells of every change: it gives, byte for byte, the world as the program left it.
  [[nodiscard]] std::string incompleteness() const;

 private:
  test::Finished image(const std::filesystem::path& into, const std::vector<std::string>& how) const;

  const test::World& world_;
  test::TemporaryFolder folder_;
};

/// SLUSS_POWER_CUTS, or thirty.
[[nodiscard]] unsigned cuts();
/// SLUSS_SEED, or another one; told on standard output.
[[nodiscard]] unsigned first_seed();

}  // namespace sluss::power
