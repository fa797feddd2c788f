#include "crowd.h"

#include <array>
#include <chrono>
#include <gtest/gtest.h>
#include <string_view>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/post.h"

namespace sluss::test {
namespace {

constexpr std::array<std::string_view, 4> beginnings{
    "",                                                              // says nothing
    "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Name: half",  // and no end of its head
    "G",                                                             // goes on by the byte
    "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    "Content-Length: 100000\r\n\r\n{",  // a body that never comes
};
constexpr std::size_t by_the_byte = 2;

int come_in(std::uint16_t port, std::size_t number) {
  const int socket = connected(port);
  const auto said = beginnings[number % beginnings.size()];
  static_cast<void>(::send(socket, said.data(), said.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
  return socket;
}

bool was_thrown_out(int socket) {
  char byte = 0;
  const auto got = ::recv(socket, &byte, 1, MSG_DONTWAIT);
  return got == 0 || (got < 0 && errno != EAGAIN);
}

}  // namespace

bool allow_open_files(std::size_t count) {
  constexpr rlim_t own = 512;
  rlimit limit{};
  static_cast<void>(::getrlimit(RLIMIT_NOFILE, &limit));
  if (limit.rlim_max < count + own) return false;
  limit.rlim_cur = std::max<rlim_t>(limit.rlim_cur, count + own);
  return ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

Crowd::Crowd(std::uint16_t port, std::size_t size) : port_(port) {
  for (std::size_t i = 0; i < size; ++i) sockets_.push_back(come_in(port, i));
  thread_ = std::jthread([this](const std::stop_token& stop) { press(stop); });
}

Crowd::~Crowd() {
  thread_ = {};
  for (const int socket : sockets_) ::close(socket);
}

void Crowd::press(const std::stop_token& stop) {
  // A thousand a second: what one machine with a bad intent and a bad line does.
  constexpr std::size_t at_a_time = 20;
  constexpr std::chrono::milliseconds rest{20};
  for (std::size_t i = 0; !stop.stop_requested(); i = (i + 1) % sockets_.size()) {
    if (i % at_a_time == 0) std::this_thread::sleep_for(rest);
    auto& socket = sockets_[i];
    if (was_thrown_out(socket)) {
      ::close(socket);
      socket = come_in(port_, i);
    } else if (i % beginnings.size() == by_the_byte) {
      static_cast<void>(::send(socket, "E", 1, MSG_NOSIGNAL | MSG_DONTWAIT));
    }
  }
}

}  // namespace sluss::test
