// A server that speaks line by line and answers as it is told, right or wrong: plain sockets, one connection at a time.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <sys/socket.h>
#include <vector>

#include "support/loopback.h"

namespace sluss::test {

class LineServer {
 public:
  struct Answer {
    std::string text;    ///< as it goes out, line ends and all
    bool close = false;  ///< hangs up then
  };
  using Talk = std::function<Answer(const std::string& line)>;

  LineServer(std::string greeting, Talk talk) : greeting_(std::move(greeting)), talk_(std::move(talk)) {
    loopback_.serve([this](int socket) {
      say(socket, greeting_);
      attend(socket);
    });
  }

  [[nodiscard]] int port() const { return loopback_.port(); }
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
    while (loopback_.wait_for(socket)) {
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
  Loopback loopback_;
};

}  // namespace sluss::test
