// Stands between a client and a server, and cuts both when it has passed on what begins a certain message.
#pragma once

#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace sluss::sql {

/// For connections without TLS, one at a time. Once the text was seen on its way to the server it is passed on, and the
/// answer is not: the connection is closed when it comes. Only the first time.
class CutProxy {
 public:
  CutProxy(int server, std::string text) : server_(server), text_(std::move(text)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    (void)::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    (void)::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    (void)::listen(listener_, 5);
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
  }
  ~CutProxy() {
    thread_.request_stop();
    thread_.join();
    ::close(listener_);
  }
  CutProxy(const CutProxy&) = delete;
  CutProxy& operator=(const CutProxy&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] bool has_cut() const { return cut_; }
  [[nodiscard]] int connections() const { return connections_; }

 private:
  static sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
  }
  static bool ready(int one, int other, std::array<pollfd, 2>& state) {
    state = {pollfd{one, POLLIN, 0}, pollfd{other, POLLIN, 0}};
    return ::poll(state.data(), other < 0 ? 1 : 2, 50) > 0;
  }
  void serve(const std::stop_token& stop) {
    std::array<pollfd, 2> state{};
    while (!stop.stop_requested()) {
      if (!ready(listener_, -1, state)) continue;
      const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      const auto address = loopback(server_);
      if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        pass(client, server, stop);
      ++connections_;
      ::close(client);
      ::close(server);
    }
  }
  void pass(int client, int server, const std::stop_token& stop) {
    std::array<pollfd, 2> state{};
    std::array<char, 65536> bytes{};
    bool is_last = false;
    while (!stop.stop_requested()) {
      if (!ready(client, server, state)) continue;
      for (int side = 0; side < 2; ++side) {
        if (state[static_cast<std::size_t>(side)].revents == 0) continue;
        const auto got = ::recv(side == 0 ? client : server, bytes.data(), bytes.size(), 0);
        if (got <= 0) return;
        if (side == 1 && is_last) {
          cut_ = true;
          return;
        }
        const std::string_view seen(bytes.data(), static_cast<std::size_t>(got));
        if (side == 0 && !cut_ && seen.find(text_) != std::string_view::npos) is_last = true;
        (void)::send(side == 0 ? server : client, bytes.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL);
      }
    }
  }

  int server_;
  std::string text_;
  int listener_ = -1, port_ = 0;
  std::atomic<bool> cut_ = false;
  std::atomic<int> connections_ = 0;
  std::jthread thread_;
};

}  // namespace sluss::sql
