#include "support/post.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sluss::test {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// All that comes until the other side closes.
std::string exchange(int socket, const std::string& request) {
  for (std::size_t at = 0; at < request.size();) {
    const auto sent = ::send(socket, request.data() + at, request.size() - at, MSG_NOSIGNAL);
    if (sent <= 0) return "";
    at += static_cast<std::size_t>(sent);
  }
  std::string answer;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::recv(socket, buffer, sizeof buffer, 0)) > 0;)
    answer.append(buffer, static_cast<std::size_t>(got));
  return answer;
}

}  // namespace

int connected(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto address = loopback(port);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
  ::close(socket);
  return -1;
}

std::string talk(std::uint16_t port, const std::string& request) {
  const int socket = connected(port);
  if (socket < 0) return "";
  auto answer = exchange(socket, request);
  ::close(socket);
  return answer;
}

Answer post(std::uint16_t port, const std::string& path, const std::string& token, const std::string& key,
            const std::string& body) {
  const auto answer =
      talk(port, "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " +
                     token + "\r\nIdempotency-Key: " + key + "\r\nContent-Type: application/json\r\nContent-Length: " +
                     std::to_string(body.size()) + "\r\n\r\n" + body);
  const auto head = answer.find("\r\n\r\n");
  if (head == std::string::npos) return {};
  return {std::stoi(answer.substr(9, 3)), answer.substr(head + 4)};
}

std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = loopback(0);
  socklen_t size = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  static_cast<void>(::bind(socket, plain, size));
  static_cast<void>(::getsockname(socket, plain, &size));
  ::close(socket);
  return ntohs(address.sin_port);
}

}  // namespace sluss::test
