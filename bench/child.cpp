#include "child.h"

#include <chrono>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sluss::bench {
namespace {

using std::chrono::steady_clock;

Measured await(pid_t child, steady_clock::time_point began) {
  int status = 0;
  rusage usage{};
  ::wait4(child, &status, 0, &usage);
  const std::chrono::duration<double> taken = steady_clock::now() - began;
  return {taken.count(), usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
}

[[noreturn]] void become(const std::vector<std::string>& command, const std::filesystem::path& output) {
  const int file = ::open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  ::dup2(file, STDOUT_FILENO);
  ::dup2(file, STDERR_FILENO);
  std::vector<char*> arguments;
  for (const auto& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  ::execv(arguments.front(), arguments.data());
  ::_exit(127);
}

}  // namespace

Measured run_program(const std::vector<std::string>& command, const std::filesystem::path& output) {
  const auto began = steady_clock::now();
  const auto child = ::fork();
  if (child == 0) become(command, output);
  return await(child, began);
}

Measured run_function(const std::function<int()>& work) {
  const auto began = steady_clock::now();
  const auto child = ::fork();
  if (child == 0) ::_exit(work());
  return await(child, began);
}

}  // namespace sluss::bench
