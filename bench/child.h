// A child process, measured.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace sluss::bench {

struct Measured {
  double seconds = 0;
  long peak_kib = 0;  ///< the most memory it held at once (ru_maxrss of wait4)
  int exit_code = 0;  ///< 128 + the signal when one ended it
};

/// Runs a program to its end, its output in a file.
[[nodiscard]] Measured run_program(const std::vector<std::string>& command, const std::filesystem::path& output);

/// Runs a function in a child, so that its memory is its own. It gives the exit code.
[[nodiscard]] Measured run_function(const std::function<int()>& work);

}  // namespace sluss::bench
