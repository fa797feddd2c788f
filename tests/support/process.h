// Another program, as a test runs it: its output is caught, and it can be killed at any moment.
#pragma once

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace sluss::test {

struct Finished {
  int exit = -1;  ///< -1 when a signal ended it
  int signal = 0;
  std::string out, err;
};

class Process {
 public:
  /// Starts the program. Its output goes to files in `scratch`, named by a number of its own.
  Process(const std::vector<std::string>& command, const std::filesystem::path& scratch,
          const std::vector<std::string>& environment = {});
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void send(int signal) const;
  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] bool running();
  /// Waits for its end.
  Finished wait();
  /// What it has written to stderr so far.
  [[nodiscard]] std::string err_so_far() const;

 private:
  pid_t pid_ = -1;
  int status_ = 0;
  std::filesystem::path out_, err_;
};

/// Runs a program to its end.
Finished run(const std::vector<std::string>& command, const std::filesystem::path& scratch,
             const std::vector<std::string>& environment = {});

/// Runs a program that is killed as it makes its n-th call of that name. It ends by itself where it makes fewer.
Finished run_killed_at(const std::string& call, int n, const std::vector<std::string>& command,
                       const std::filesystem::path& scratch);

/// The environment in which a library is loaded before a program.
[[nodiscard]] std::vector<std::string> preloading(const std::filesystem::path& library);

[[nodiscard]] std::string read_file(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, const std::string& bytes);
/// With all that is in it; what is there already is written over.
void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace sluss::test
