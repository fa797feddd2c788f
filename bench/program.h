// What the benchmarks' programs have in common.
#pragma once

#include <CLI/CLI.hpp>
#include <exception>
#include <filesystem>
#include <iostream>

namespace sluss::bench {

/// The option of the folder to work in, which lies beside the programs when nothing is said; and where those lie.
template <class Options>
void add_folder(CLI::App& line, Options& options, const char* name) {
  options.programs = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  options.folder = options.programs.parent_path() / name;
  line.add_option("--folder", options.folder, "Where to work; on the disk that counts. Emptied first")
      ->type_name("DIR");
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
