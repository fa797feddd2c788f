// What the benchmarks' programs have in common.
#pragma once

#include <exception>
#include <filesystem>
#include <iostream>

namespace sluss::bench {

/// Where the programs of this build lie.
inline std::filesystem::path programs_of_this_build() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path();
}

/// Runs a benchmark, and says what broke it. The program's exit code.
template <class Work>
int run_bench(const char* name, const Work& work) {
  try {
    work();
    return 0;
  } catch (const std::exception& error) {
    std::cerr << name << ": " << error.what() << "\n";
    return 1;
  }
}

}  // namespace sluss::bench
