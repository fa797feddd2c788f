#include "support/process.h"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace sluss::test {
namespace {

/// Held while a child is started, and while a file is open to be written: a child that another thread starts meanwhile
/// would have the file open too, and it would count as still being written to.
std::mutex starting;

void redirect(const std::filesystem::path& file, int descriptor) {
  const auto opened = ::open(file.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
  if (opened < 0 || ::dup2(opened, descriptor) < 0) ::_exit(126);
}

[[noreturn]] void become(const std::vector<std::string>& command, const std::vector<std::string>& environment) {
  for (const auto& variable : environment) ::putenv(const_cast<char*>(variable.c_str()));
  std::vector<char*> arguments;
  for (const auto& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  ::_exit(127);
}

/// LD_PRELOAD takes blanks for separators, and a checkout may lie in a folder that has one: a link that has none.
class Link {
 public:
  explicit Link(const std::filesystem::path& library)
      : path_(std::filesystem::temp_directory_path() /
              ("sluss-preload-" + std::to_string(::getpid()) + "-" + library.filename().string())) {
    std::filesystem::create_symlink(library, path_);
  }
  ~Link() {
    std::error_code gone;
    std::filesystem::remove(path_, gone);
  }
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace

Process::Process(const std::vector<std::string>& command, const std::filesystem::path& scratch,
                 const std::vector<std::string>& environment) {
  static std::atomic<int> count = 0;
  const auto name = std::to_string(++count);
  out_ = scratch / (name + ".out");
  err_ = scratch / (name + ".err");
  {
    const std::scoped_lock alone(starting);
    pid_ = ::fork();
  }
  if (pid_ < 0) throw std::runtime_error("fork failed");
  if (pid_ > 0) return;
  redirect(out_, STDOUT_FILENO);
  redirect(err_, STDERR_FILENO);
  become(command, environment);
}

Process::~Process() {
  if (pid_ < 0) return;
  send(SIGKILL);
  ::waitpid(pid_, &status_, 0);
}

void Process::send(int signal) const {
  if (pid_ > 0) ::kill(pid_, signal);
}

bool Process::running() {
  if (pid_ < 0) return false;
  if (::waitpid(pid_, &status_, WNOHANG) == 0) return true;
  pid_ = -1;
  return false;
}

Finished Process::wait() {
  if (pid_ > 0) ::waitpid(pid_, &status_, 0);
  pid_ = -1;
  Finished finished;
  if (WIFEXITED(status_)) finished.exit = WEXITSTATUS(status_);
  if (WIFSIGNALED(status_)) finished.signal = WTERMSIG(status_);
  finished.out = read_file(out_);
  finished.err = read_file(err_);
  return finished;
}

std::string Process::err_so_far() const { return read_file(err_); }

Finished run(const std::vector<std::string>& command, const std::filesystem::path& scratch,
             const std::vector<std::string>& environment) {
  return Process(command, scratch, environment).wait();
}

Finished run_killed_at(const std::string& call, int n, const std::vector<std::string>& command,
                       const std::filesystem::path& scratch) {
  std::vector<std::string> traced = {"strace",
                                     "-f",
                                     "-qq",
                                     "-o",
                                     "/dev/null",
                                     "-e",
                                     "trace=" + call,
                                     "-e",
                                     "inject=" + call + ":signal=KILL:when=" + std::to_string(n)};
  traced.insert(traced.end(), command.begin(), command.end());
  // Who is traced already cannot look for leaks.
  return run(traced, scratch, {"ASAN_OPTIONS=detect_leaks=0"});
}

std::vector<std::string> preloading(const std::filesystem::path& library) {
  static std::mutex mutex;
  static std::map<std::filesystem::path, Link> links;
  const std::scoped_lock lock(mutex);
  const auto& link = links.try_emplace(library, library).first->second;
  return {"LD_PRELOAD=" + link.path(), "ASAN_OPTIONS=verify_asan_link_order=0"};
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

void write_file(const std::filesystem::path& file, const std::string& bytes) {
  std::filesystem::create_directories(file.parent_path());
  const std::scoped_lock no_child(starting);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(std::fopen(file.c_str(), "wb"), std::fclose);
  if (out == nullptr || std::fwrite(bytes.data(), 1, bytes.size(), out.get()) != bytes.size() ||
      std::fflush(out.get()) != 0)
    throw std::runtime_error("cannot write " + file.string());
}

void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to) {
  const std::scoped_lock no_child(starting);
  std::filesystem::copy(from, to,
                        std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
}

}  // namespace sluss::test
