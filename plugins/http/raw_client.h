// A sender that can do all that senders should not: a plain socket.
#pragma once

#include <arpa/inet.h>
#include <cctype>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace sluss::http::test {

class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    // A server that answers nothing fails the test instead of hanging it.
    const timeval patience{60, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("nobody listens at the port");
  }
  ~RawClient() { vanish(); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void send(const std::string& bytes) const {
    for (std::size_t at = 0; at < bytes.size();) {
      const auto sent = ::send(socket_, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
      if (sent <= 0) return;
      at += static_cast<std::size_t>(sent);
    }
  }
  /// No more is sent; what is answered can still be read.
  void finish() const { ::shutdown(socket_, SHUT_WR); }
  void vanish() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }
  /// The next answer, by its Content-Length; what came before the end when there is no whole one.
  std::string answer() {
    while (!is_whole() && read_more()) {
    }
    const auto head = pending_.find("\r\n\r\n");
    if (head == std::string::npos) return std::exchange(pending_, {});
    const auto size = head + 4 + length();
    auto one = pending_.substr(0, size);
    pending_.erase(0, size);
    return one;
  }
  /// Reads on until the other end closes; true when it did.
  bool is_closed() {
    while (read_more()) {
    }
    return ended_;
  }

 private:
  bool read_more() {
    char piece[16 * 1024];
    const auto got = ::recv(socket_, piece, sizeof piece, 0);
    ended_ = got == 0 || (got < 0 && errno == ECONNRESET);
    if (got > 0) pending_.append(piece, static_cast<std::size_t>(got));
    return got > 0;
  }
  [[nodiscard]] std::size_t length() const {
    const auto at = pending_.find("Content-Length: ");
    return at < pending_.find("\r\n\r\n") ? std::stoul(pending_.substr(at + 16)) : 0;
  }
  [[nodiscard]] bool is_whole() const {
    const auto head = pending_.find("\r\n\r\n");
    return head != std::string::npos && pending_.size() >= head + 4 + length();
  }

  int socket_;
  std::string pending_;
  bool ended_ = false;
};

}  // namespace sluss::http::test
