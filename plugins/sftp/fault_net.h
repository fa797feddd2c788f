// What a network does to a connection, on purpose: a proxy that cuts it at a byte or swallows all answers from there,
// and servers that are none.
#pragma once

#include <atomic>
#include <functional>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>

#include "ssh_server.h"

namespace sluss::sftp::test {

/// Listens at a free port, and has each connection handled on a thread of its own, until it goes.
class Listener {
 public:
  using Handle = std::function<void(int socket, const std::atomic<bool>& over)>;

  explicit Listener(Handle handle) : handle_(std::move(handle)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(socket_, 16) != 0 ||
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      throw std::runtime_error("cannot listen");
    port_ = ntohs(address.sin_port);
    accepting_ = std::thread([this] { accept_all(); });
  }
  ~Listener() {
    over_ = true;
    accepting_.join();
    for (auto& thread : serving_) thread.join();
    ::close(socket_);
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] int connections() const { return connections_; }

 private:
  void accept_all() {
    while (!over_) {
      pollfd waiting{socket_, POLLIN, 0};
      if (::poll(&waiting, 1, 20) <= 0) continue;
      const int client = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) continue;
      ++connections_;
      serving_.emplace_back([this, client] {
        handle_(client, over_);
        ::close(client);
      });
    }
  }

  Handle handle_;
  int socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int port_ = 0;
  std::atomic<bool> over_ = false;
  std::atomic<int> connections_ = 0;
  std::thread accepting_;
  std::vector<std::thread> serving_;
};

/// Passes on what goes to a server and comes back. When so many bytes have gone, once, something happens.
class Proxy {
 public:
  enum class Then { cut, swallow_answers };

  explicit Proxy(int server_port)
      : server_port_(server_port), listener_([this](int client, const auto& over) { pass(client, over); }) {}

  [[nodiscard]] int port() const { return listener_.port(); }
  [[nodiscard]] int connections() const { return listener_.connections(); }
  /// From now on counted, to the server and back together; -1: nothing happens.
  void after(long bytes, Then then) {
    then_ = then;
    left_ = bytes;
    armed_ = bytes >= 0;
  }
  [[nodiscard]] bool has_happened() const { return happened_; }
  /// Bytes that went either way so far.
  [[nodiscard]] long passed() const { return passed_; }

 private:
  void pass(int client, const std::atomic<bool>& over) {
    const int server = connected_to(server_port_);
    bool mute = false;
    const int on = 1;
    for (const int socket : {client, server}) ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    while (server >= 0 && !over) {
      pollfd ends[2] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
      if (::poll(ends, 2, 20) <= 0) continue;
      if (ends[0].revents != 0 && !move(client, server, false, mute)) break;
      if (ends[1].revents != 0 && !move(server, client, true, mute)) break;
    }
    if (server >= 0) ::close(server);
  }
  bool move(int from, int to, bool is_answer, bool& mute) {
    char buffer[16384];
    const auto got = ::recv(from, buffer, sizeof buffer, 0);
    if (got <= 0) return false;
    auto sent = static_cast<long>(got);
    passed_ += sent;
    bool cut = false;
    if (armed_ && (left_ -= sent) <= 0) {
      armed_ = false;
      happened_ = true;
      cut = then_ == Then::cut;
      mute = !cut;
      if (cut) sent = std::max(0L, sent + left_);
    }
    if (!(is_answer && mute)) ::send(to, buffer, static_cast<std::size_t>(sent), MSG_NOSIGNAL);
    return !cut;
  }

  int server_port_;
  std::atomic<long> left_ = 0, passed_ = 0;
  std::atomic<bool> armed_ = false, happened_ = false;
  std::atomic<Then> then_ = Then::cut;
  Listener listener_;
};

}  // namespace sluss::sftp::test
