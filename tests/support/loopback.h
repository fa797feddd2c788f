// What a server of a test stands on: a port of 127.0.0.1, and a thread that attends one connection after the other.
#pragma once

#include <arpa/inet.h>
#include <chrono>
#include <functional>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace sluss::test {

/// A server has it as its last member: so that the thread has ended before anything that it uses is gone.
class Loopback {
 public:
  Loopback() {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0 || ::pipe(ends_) != 0)
      throw std::runtime_error("no server can be made");
    port_ = ntohs(address.sin_port);
  }
  ~Loopback() {
    ::close(ends_[1]);
    if (thread_.joinable()) thread_.join();
    ::close(ends_[0]);
    ::close(listener_);
  }
  Loopback(const Loopback&) = delete;
  Loopback& operator=(const Loopback&) = delete;

  [[nodiscard]] int port() const { return port_; }
  /// Called once. Each connection is closed when it was attended.
  void serve(std::function<void(int socket)> attend) {
    thread_ = std::thread([this, attend = std::move(attend)] {
      while (wait_for(listener_)) {
        const int socket = ::accept(listener_, nullptr, nullptr);
        if (socket < 0) continue;
        attend(socket);
        ::close(socket);
      }
    });
  }
  /// True: there is something at the descriptor; false: the server ends.
  [[nodiscard]] bool wait_for(int descriptor, short events = POLLIN) const {
    pollfd watched[2] = {{descriptor, events, 0}, {ends_[0], POLLIN, 0}};
    return ::poll(watched, 2, -1) > 0 && watched[1].revents == 0;
  }
  /// Whether the server ends within so long.
  [[nodiscard]] bool is_over(std::chrono::milliseconds wait) const {
    pollfd watched{ends_[0], POLLIN, 0};
    return ::poll(&watched, 1, static_cast<int>(wait.count())) > 0;
  }

 private:
  int listener_ = -1;
  int ends_[2] = {-1, -1};
  int port_ = 0;
  std::thread thread_;
};

}  // namespace sluss::test
