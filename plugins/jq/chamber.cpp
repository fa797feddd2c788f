#include "chamber.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child_process.h"

namespace sluss::jq {
namespace {

bool receive_all(int socket, char* bytes, std::size_t size) {
  while (size > 0) {
    const auto got = ::recv(socket, bytes, size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    bytes += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

/// A text goes over as its size and its bytes, in one piece: each piece could wake the other side.
bool send_text(int socket, std::string_view text) {
  const auto size = static_cast<std::uint64_t>(text.size());
  std::string frame(sizeof size + text.size(), '\0');
  std::memcpy(frame.data(), &size, sizeof size);
  std::copy(text.begin(), text.end(), frame.begin() + sizeof size);
  for (auto rest = std::string_view(frame); !rest.empty();) {
    const auto sent = ::send(socket, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool receive_text(int socket, std::string& text) {
  std::uint64_t size = 0;
  std::array<char, sizeof size> head{};
  if (!receive_all(socket, head.data(), head.size())) return false;
  std::memcpy(&size, head.data(), sizeof size);
  text.resize(size);
  return receive_all(socket, text.data(), text.size());
}

/// How many times its processor time a request may take by the clock. Only a process that hangs takes so long.
constexpr int patience = 20;

void wait_at_most(int socket, std::chrono::milliseconds time) {
  timeval limit{};
  limit.tv_sec = time.count() / 1000;
  limit.tv_usec = time.count() % 1000 * 1000;
  (void)::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  (void)::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

// From here on: within the new process. It has one thread, and the memory of a process that has many.

/// This process is ended by its parent's closing the socket, and by its own limits; nothing else is its business.
void take_no_orders() {
  for (const int ignored : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2}) (void)::signal(ignored, SIG_IGN);
  for (const int deadly : {SIGPROF, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL}) (void)::signal(deadly, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  (void)::sigprocmask(SIG_SETMASK, &none, nullptr);
}

constexpr int own_socket = 3;

/// Keeps the socket alone. A lock or a connection of the parent must not live on in here.
void shut_in(int socket) {
  (void)::dup2(socket, own_socket);
  const int nowhere = ::open("/dev/null", O_RDWR);
  for (const int standard : {0, 1, 2}) (void)::dup2(nowhere, standard);
  (void)::close_range(own_socket + 1, ~0U, 0);
  (void)::clearenv();
  // A core file would hold the parent's secrets.
  (void)::prctl(PR_SET_DUMPABLE, 0);
}

void limit_memory(std::size_t most) {
  const int file = ::open("/proc/self/statm", O_RDONLY);
  std::array<char, 64> text{};
  const auto length = ::read(file, text.data(), text.size() - 1);
  ::close(file);
  if (length <= 0) return;
  const auto pages = std::strtoull(text.data(), nullptr, 10);
  const auto now = pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  const rlimit size{now + most, now + most};
  (void)::setrlimit(RLIMIT_AS, &size);
}

/// Beyond the time the process dies by SIGPROF.
void set_timer(std::chrono::milliseconds time) {
  const auto micro = std::chrono::microseconds(time).count();
  itimerval timer{};
  timer.it_value.tv_sec = micro / 1'000'000;
  timer.it_value.tv_usec = micro % 1'000'000;
  (void)::setitimer(ITIMER_PROF, &timer, nullptr);
}

/// noexcept: an exception must not reach the frames below, which are the parent's business.
[[noreturn]] void serve(int socket, const Chamber::Work& work, const Limits& limits) noexcept {
  take_no_orders();
  shut_in(socket);
  limit_memory(limits.memory);
  for (std::string request; receive_text(own_socket, request);) {
    set_timer(limits.time);
    const auto answer = work(request);
    set_timer(std::chrono::milliseconds(0));
    if (!send_text(own_socket, answer)) break;
  }
  ::_exit(0);
}

}  // namespace

Result<std::string> Chamber::ask(std::string_view request) {
  if (process_ < 0) SLUSS_TRY(open());
  std::string answer;
  if (send_text(socket_, request) && receive_text(socket_, answer)) return answer;
  return died();
}

Result<void> Chamber::open() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return fail(Fault::unavailable, std::string("no socket for a program's process: ") + std::strerror(errno));
  process_ = ::fork();
  if (process_ == 0) serve(ends[1], work_, limits_);
  const auto error_number = errno;
  ::close(ends[1]);
  socket_ = ends[0];
  wait_at_most(socket_, limits_.time * patience);
  if (process_ > 0) return {};
  close();
  return fail(Fault::unavailable, std::string("no process for a program: ") + std::strerror(error_number));
}

int Chamber::close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
  // It may hang. What it died of before this stays its state.
  const int state = end_process(process_, false);
  process_ = -1;
  return state;
}

tl::unexpected<Error> Chamber::died() {
  const auto state = close();
  const int signal = WIFSIGNALED(state) ? WTERMSIG(state) : 0;
  if (signal == SIGPROF || signal == SIGKILL)
    return fail(Fault::data, "took longer than " + std::to_string(limits_.time.count()) + " ms and was stopped");
  return fail(Fault::data, "grew beyond " + std::to_string(limits_.memory >> 20U) +
                               " MiB, or nested values too deep, and was stopped");
}

}  // namespace sluss::jq
