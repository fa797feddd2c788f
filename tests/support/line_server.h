// A server that speaks line by line and answers as it is told, right or wrong: plain sockets, one connection at a time.
#pragma once

#include <arpa/inet.h>
#include <functional>
#include <mutex>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace sluss::test {

class LineServer {
 public:
  struct Answer {
    std::string text;    ///< as it goes out, line ends and all
    bool close = false;  ///< hangs up then
  };
  using Talk = std::function<Answer(const std::string& line)>;

  LineServer(std::string greeting, Talk talk) : greeting_(std::move(greeting)), talk_(std::move(talk)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0 || ::pipe(ends_) != 0)
      throw std::runtime_error("no server can be made");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~LineServer() {
    ::close(ends_[1]);
    thread_.join();
    ::close(ends_[0]);
    ::close(listener_);
  }
  LineServer(const LineServer&) = delete;
  LineServer& operator=(const LineServer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  /// The lines that came in so far.
  [[nodiscard]] std::vector<std::string> lines() {
    const std::lock_guard lock(mutex_);
    return lines_;
  }
  /// How many of them begin with that.
  [[nodiscard]] int count(const std::string& begin) {
    int found = 0;
    for (const auto& line : lines()) found += line.starts_with(begin) ? 1 : 0;
    return found;
  }

 private:
  [[nodiscard]] bool wait_for(int descriptor) const {
    pollfd watched[2] = {{descriptor, POLLIN, 0}, {ends_[0], POLLIN, 0}};
    return ::poll(watched, 2, -1) > 0 && watched[1].revents == 0;
  }

  void serve() {
    while (wait_for(listener_)) {
      const int socket = ::accept(listener_, nullptr, nullptr);
      if (socket < 0) continue;
      say(socket, greeting_);
      attend(socket);
      ::close(socket);
    }
  }

  static void say(int socket, const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
      const auto sent = ::send(socket, text.data() + at, text.size() - at, MSG_NOSIGNAL);
      if (sent <= 0) return;
      at += static_cast<std::size_t>(sent);
    }
  }

  void attend(int socket) {
    std::string buffer;
    char piece[16 * 1024];
    while (wait_for(socket)) {
      const auto got = ::recv(socket, piece, sizeof piece, 0);
      if (got <= 0) return;
      buffer.append(piece, static_cast<std::size_t>(got));
      for (auto end = buffer.find("\r\n"); end != std::string::npos; end = buffer.find("\r\n")) {
        const auto line = buffer.substr(0, end);
        buffer.erase(0, end + 2);
        {
          const std::lock_guard lock(mutex_);
          lines_.push_back(line);
        }
        const auto answer = talk_(line);
        say(socket, answer.text);
        if (answer.close) return;
      }
    }
  }

  std::string greeting_;
  Talk talk_;
  std::mutex mutex_;
  std::vector<std::string> lines_;
  int listener_ = -1;
  int ends_[2] = {-1, -1};
  int port_ = 0;
  std::thread thread_;
};

}  // namespace sluss::test
