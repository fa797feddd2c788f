// Looks at written files with the tools that a person would use.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace sluss::basis {

inline bool is_installed(const std::string& tool) {
  return std::system(("command -v " + tool + " >/dev/null 2>&1").c_str()) == 0;
}

/// What a command writes about a file with these bytes; `%` in the command stands for the file.
inline std::string run_on(const std::string& bytes, std::string command) {
  auto file = (std::filesystem::temp_directory_path() / "sluss-basis-test-XXXXXX").string();
  const int handle = mkstemp(file.data());
  std::ofstream(file, std::ios::binary) << bytes;
  command.replace(command.find('%'), 1, "'" + file + "'");
  std::string out;
  if (auto* pipe = popen((command + " 2>/dev/null").c_str(), "r")) {
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out += static_cast<char>(c);
    pclose(pipe);
  }
  if (handle >= 0) close(handle);
  std::filesystem::remove(file);
  return out;
}

}  // namespace sluss::basis
