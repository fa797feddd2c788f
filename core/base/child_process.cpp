#include "base/child_process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "base/no_pipe_signal.h"
#include "base/waiting.h"

namespace sluss {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds grace(2000), between_looks(10);
constexpr std::size_t at_once = std::size_t{64} << 10U;
constexpr std::int64_t longest_log = std::int64_t{10} << 20U;

void close_one(int& descriptor) noexcept {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

/// Two ends of a pipe, ours without waiting.
struct Pipe {
  int read = -1, write = -1;
  ~Pipe() {
    close_one(read);
    close_one(write);
  }
  bool open() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    read = ends[0];
    write = ends[1];
    return true;
  }
};

void do_not_wait(int descriptor) { (void)::fcntl(descriptor, F_SETFL, O_NONBLOCK); }

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (const auto& text : texts) all.push_back(const_cast<char*>(text.c_str()));
  all.push_back(nullptr);
  return all;
}

/// What posix_spawn needs beside the program: the child's descriptors, folder, group and signals.
class Setting {
 public:
  Setting(int in, int out, int err, const std::filesystem::path& folder) {
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    if (!folder.empty()) ::posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
  }
  ~Setting() {
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
  }
  Setting(const Setting&) = delete;
  Setting& operator=(const Setting&) = delete;

  posix_spawn_file_actions_t actions{};
  posix_spawnattr_t attributes{};
};

Exit exit_of(int state) {
  return WIFEXITED(state) ? Exit{WEXITSTATUS(state), 0} : Exit{-1, WIFSIGNALED(state) ? WTERMSIG(state) : 0};
}

/// Is the fault the program's file, and not the machine's?
bool is_about_program(int error_number) {
  return error_number == ENOENT || error_number == EACCES || error_number == ENOEXEC || error_number == ENOTDIR ||
         error_number == ELOOP || error_number == EPERM || error_number == EISDIR;
}

}  // namespace

int end_process(pid_t process, bool group) noexcept {
  int state = 0;
  if (process <= 0) return state;
  // Before it is waited for: afterwards its number may be another's.
  (void)::kill(group ? -process : process, SIGKILL);
  while (::waitpid(process, &state, 0) < 0 && errno == EINTR) {
  }
  return state;
}

std::string Exit::text() const {
  return code >= 0 ? "ended with exit status " + std::to_string(code) : "was ended by signal " + std::to_string(signal);
}

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(Program program) {
  std::unique_ptr<ChildProcess> child(new ChildProcess(std::move(program)));
  SLUSS_TRY(child->spawn());
  return child;
}

Result<void> ChildProcess::spawn() {
  const auto& name = program_.arguments.front();
  if (!program_.log.empty()) {
    log_ = ::open(program_.log.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (log_ < 0)
      return fail(Fault::config, "the log " + program_.log.string() + " cannot be written: " + std::strerror(errno));
  }
  Pipe in, out, err;
  if (!in.open() || !out.open() || !err.open())
    return fail(Fault::unavailable, std::string("no pipe to a program can be made: ") + std::strerror(errno));
  const Setting setting(in.read, out.write, err.write, program_.folder);
  const auto arguments = pointers(program_.arguments);
  const auto environment = pointers(program_.environment);
  pid_t made = -1;
  const int failed =
      ::posix_spawn(&made, name.c_str(), &setting.actions, &setting.attributes, arguments.data(), environment.data());
  if (failed != 0)
    return fail(is_about_program(failed) ? Fault::config : Fault::unavailable,
                "the program " + name + " cannot be started: " + std::strerror(failed));
  process_ = made;
  std::swap(in_, in.write);
  std::swap(from_, out.read);
  std::swap(err_, err.read);
  for (const int ours : {in_, from_, err_}) do_not_wait(ours);
  return {};
}

ChildProcess::~ChildProcess() {
  end();
  close_one(in_);
  close_one(from_);
  close_one(err_);
  close_one(log_);
}

std::optional<std::string> ChildProcess::next_line() {
  const auto end = out_.find('\n', std::max(at_, searched_));
  if (end == std::string::npos) {
    out_.erase(0, at_);
    at_ = 0;
    searched_ = out_.size();
    return std::nullopt;
  }
  auto line = out_.substr(at_, end - at_);
  at_ = searched_ = end + 1;
  return line;
}

Result<std::optional<std::string>> ChildProcess::read_line(const std::stop_token& stop) {
  for (;;) {
    auto line = next_line();
    if ((line ? line->size() : out_.size()) > longest_line)
      return fail(Fault::data, "it wrote a line of more than 8 MiB");
    if (line) return line;
    if (ended_) return std::nullopt;
    std::string_view nothing;
    SLUSS_TRY(pump(nothing, stop));
  }
}

Result<void> ChildProcess::write(std::string_view text, const std::stop_token& stop) {
  auto rest = text;
  taken_ = 0;
  while (!rest.empty()) {
    if (in_ < 0) return fail(Fault::unavailable, "it takes nothing more");
    SLUSS_TRY(pump(rest, stop));
    taken_ = text.size() - rest.size();
  }
  return {};
}

void ChildProcess::end_input() noexcept { close_one(in_); }

Result<void> ChildProcess::pump(std::string_view& to_write, const std::stop_token& stop) {
  // While there is something to write, only so much of the answers is taken: a flood is the child's own trouble.
  const bool reads = !ended_ && out_.size() - at_ <= longest_line + at_once;
  const bool writes = !to_write.empty() && in_ >= 0;
  std::array<pollfd, 3> all = {pollfd{reads ? from_ : -1, POLLIN, 0}, pollfd{err_, POLLIN, 0},
                               pollfd{writes ? in_ : -1, POLLOUT, 0}};
  const auto latest = steady_clock::now() + program_.hang;
  for (;;) {
    const auto waited = wait_for(all, latest, stop);
    if (waited == Waited::stopped) return fail(Fault::cancelled, "it was stopped");
    if (waited == Waited::late) return hangs();
    if (all[1].revents != 0) take_complaints();
    all[1].fd = err_;
    if (all[0].revents != 0) take_output();
    if (all[2].revents != 0) {
      const NoPipeSignal quiet;
      const auto written = ::write(in_, to_write.data(), std::min(to_write.size(), at_once));
      if (written > 0) to_write.remove_prefix(static_cast<std::size_t>(written));
      else if (errno != EAGAIN && errno != EINTR) close_one(in_);
    }
    // Complaints alone are no sign of life.
    if (all[0].revents != 0 || all[2].revents != 0) return {};
    if (steady_clock::now() >= latest) return hangs();
  }
}

void ChildProcess::take_output() {
  const auto before = out_.size();
  out_.resize(before + at_once);
  const auto got = ::read(from_, out_.data() + before, at_once);
  out_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  if (got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR))) return;
  ended_ = true;
  close_one(from_);
}

void ChildProcess::take_complaints() {
  std::array<char, 16384> bytes;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  const auto got = ::read(err_, bytes.data(), bytes.size());
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) return close_one(err_);
  complaints_ += std::count(bytes.begin(), bytes.begin() + got, '\n');
  const auto kept = std::min<std::int64_t>(got, longest_log - logged_);
  if (log_ >= 0 && kept > 0) (void)!::write(log_, bytes.data(), static_cast<std::size_t>(kept));
  logged_ += kept;
}

tl::unexpected<Error> ChildProcess::hangs() {
  return fail(Fault::unavailable, "it hangs: not a line for " + std::to_string(program_.hang.count()) + " s");
}

Result<Exit> ChildProcess::wait(const std::stop_token& stop) {
  end_input();
  std::string_view nothing;
  while (!ended_) {
    out_.clear();
    at_ = searched_ = 0;
    SLUSS_TRY(pump(nothing, stop));
  }
  const auto latest = steady_clock::now() + program_.hang;
  while (!exit_) {
    siginfo_t seen{};
    if (err_ >= 0) take_complaints();
    // It is only looked at: while it is not waited for, its group is its own.
    (void)::waitid(P_PID, static_cast<id_t>(process_), &seen, WEXITED | WNOHANG | WNOWAIT);
    if (seen.si_pid == process_) {
      exit_ = exit_of(end_process(process_, true));
    } else {
      if (stop.stop_requested()) return fail(Fault::cancelled, "it was stopped");
      if (steady_clock::now() >= latest) return hangs();
      std::this_thread::sleep_for(between_looks);
    }
  }
  if (err_ >= 0) take_complaints();
  return *exit_;
}

Exit ChildProcess::end() noexcept {
  end_input();
  if (exit_ || process_ < 0) return exit_.value_or(Exit{});
  siginfo_t seen{};
  (void)::kill(-process_, SIGTERM);
  for (auto left = grace; left.count() > 0 && seen.si_pid != process_; left -= between_looks) {
    (void)::waitid(P_PID, static_cast<id_t>(process_), &seen, WEXITED | WNOHANG | WNOWAIT);
    if (seen.si_pid != process_) std::this_thread::sleep_for(between_looks);
  }
  exit_ = exit_of(end_process(process_, true));
  return *exit_;
}

}  // namespace sluss
