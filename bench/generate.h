// The export that a benchmark works on: synthetic, without faulty rows, made anew each time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace sluss::bench {

struct Export {
  std::int64_t rows = 0;
  std::filesystem::path to;
  std::filesystem::path config;  ///< gets the parties, agreements and prices of it
  std::filesystem::path log;     ///< what the generator says
  std::string format = "csv";    ///< csv or xlsx
  std::uint64_t seed = 2026;
};

/// By sluss-generate, which lies in `programs`. Units in proportion to the rows, so that invoices have at most some
/// hundred lines each. Throws std::runtime_error when it failed.
void generate(const std::filesystem::path& programs, const Export& wanted);

}  // namespace sluss::bench
