#include "socket.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace sluss::sftp {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds between_looks(100);

struct Address {
  sockaddr_storage bytes{};
  socklen_t size = 0;
};

/// What a thread that looks a name up leaves behind; it may come long after nobody waits for it any more.
struct Answer {
  std::mutex mutex;
  std::condition_variable_any come;
  std::optional<std::vector<Address>> addresses;
  std::string trouble;
};

void look_up(const std::string& host, int port, Answer& answer) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int failed = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found);
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> list(found, &::freeaddrinfo);
  std::vector<Address> addresses;
  for (const auto* at = failed == 0 ? found : nullptr; at != nullptr; at = at->ai_next) {
    auto& address = addresses.emplace_back();
    std::memcpy(&address.bytes, at->ai_addr, at->ai_addrlen);
    address.size = at->ai_addrlen;
  }
  const std::lock_guard lock(answer.mutex);
  if (failed != 0) answer.trouble = ::gai_strerror(failed);
  answer.addresses = std::move(addresses);
  answer.come.notify_all();
}

tl::unexpected<Error> stopped() { return fail(Fault::cancelled, "connecting was stopped"); }

/// The system's look-up cannot be broken off: it has a thread that is left behind.
Result<std::vector<Address>> addresses_of(const std::string& host, int port, steady_clock::time_point latest,
                                          const std::stop_token& stop) {
  const auto answer = std::make_shared<Answer>();
  std::thread([host, port, answer] { look_up(host, port, *answer); }).detach();
  std::unique_lock lock(answer->mutex);
  const bool came = answer->come.wait_until(lock, stop, latest, [&] { return answer->addresses.has_value(); });
  if (stop.stop_requested()) return stopped();
  if (!came) return fail(Fault::unavailable, "the host " + host + " was not found in time; check the name service");
  if (answer->addresses->empty())
    return fail(Fault::unavailable, "the host " + host + " was not found (" + answer->trouble + "); check host:");
  return std::move(*answer->addresses);
}

/// 0, or why not; -1 when it is stopped.
int finish_connecting(int socket, steady_clock::time_point latest, const std::stop_token& stop) {
  for (;;) {
    if (stop.stop_requested()) return -1;
    const auto left = std::chrono::duration_cast<milliseconds>(latest - steady_clock::now());
    if (left.count() <= 0) return ETIMEDOUT;
    pollfd state{socket, POLLOUT, 0};
    const int ready = ::poll(&state, 1, static_cast<int>(std::min(left, between_looks).count()));
    if (ready < 0 && errno != EINTR) return errno;
    if (ready <= 0) continue;
    int trouble = 0;
    socklen_t size = sizeof trouble;
    return ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &trouble, &size) == 0 ? trouble : errno;
  }
}

}  // namespace

Socket::~Socket() {
  if (number_ >= 0) ::close(number_);
}

int Socket::release() { return std::exchange(number_, -1); }

Result<Socket> connect_to(const std::string& host, int port, std::chrono::seconds patience,
                          const std::stop_token& stop) {
  const auto latest = steady_clock::now() + patience;
  SLUSS_TRY_ASSIGN(addresses, addresses_of(host, port, latest, stop));
  int trouble = 0;
  for (const auto& address : addresses) {
    Socket socket(::socket(address.bytes.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket.get() < 0)
      return fail(Fault::unavailable, std::string("no socket can be made: ") + std::strerror(errno));
    const int on = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const auto* where = reinterpret_cast<const sockaddr*>(&address.bytes);
    trouble = ::connect(socket.get(), where, address.size) == 0 ? 0 : errno;
    if (trouble == EINPROGRESS) trouble = finish_connecting(socket.get(), latest, stop);
    if (trouble == 0) return socket;
    if (trouble < 0) return stopped();
  }
  return fail(Fault::unavailable, host + ":" + std::to_string(port) + " is not reached: " + std::strerror(trouble) +
                                      "; check host: and port:, the network and the server");
}

Watch::Watch(int socket)
    : socket_(::fcntl(socket, F_DUPFD_CLOEXEC, 0)), thread_([this](const std::stop_token& quit) {
        std::unique_lock lock(mutex_);
        while (!woken_.wait_for(lock, quit, between_looks, [&] { return quit.stop_requested(); })) look();
      }) {}

Watch::~Watch() {
  thread_.request_stop();
  thread_.join();
}

void Watch::look() {
  if (!watching_ || cut_ != Cut::no) return;
  if (stop_.stop_requested()) cut_ = Cut::stopped;
  else if (steady_clock::now() >= latest_) cut_ = Cut::late;
  if (cut_ != Cut::no) ::shutdown(socket_.get(), SHUT_RDWR);
}

void Watch::begin(std::chrono::seconds patience, std::stop_token stop) {
  const std::lock_guard lock(mutex_);
  watching_ = true;
  latest_ = steady_clock::now() + patience;
  stop_ = std::move(stop);
}

void Watch::end() {
  const std::lock_guard lock(mutex_);
  watching_ = false;
}

Watch::Cut Watch::cut() const {
  const std::lock_guard lock(mutex_);
  return cut_;
}

}  // namespace sluss::sftp
