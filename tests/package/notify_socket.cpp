#include "package/notify_socket.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstring>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace sluss::test {
namespace {

using namespace std::chrono_literals;

/// A name that needs no file: "@" stands for the byte 0 that begins it.
std::string fresh_name() {
  static std::atomic<int> count = 0;
  return "@sluss-test-" + std::to_string(::getpid()) + "-" + std::to_string(++count);
}

}  // namespace

NotifySocket::NotifySocket() : address_(fresh_name()), socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
  sockaddr_un place{};
  place.sun_family = AF_UNIX;
  std::copy(address_.begin() + 1, address_.end(), place.sun_path + 1);
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());
  if (socket_ < 0 || ::bind(socket_, reinterpret_cast<const sockaddr*>(&place), size) != 0)
    throw std::runtime_error("no socket to be notified by");
  thread_ = std::jthread([this](const std::stop_token& stop) { listen(stop); });
}

NotifySocket::~NotifySocket() {
  thread_.request_stop();
  thread_.join();
  ::close(socket_);
}

void NotifySocket::listen(const std::stop_token& stop) {
  std::array<char, 4096> message{};
  while (!stop.stop_requested()) {
    pollfd waiting{socket_, POLLIN, 0};
    constexpr int tenth_of_a_second = 100;
    if (::poll(&waiting, 1, tenth_of_a_second) <= 0) continue;
    const auto size = ::recv(socket_, message.data(), message.size(), 0);
    if (size < 0) continue;
    const std::scoped_lock lock(mutex_);
    said_.emplace_back(message.data(), static_cast<std::size_t>(size));
  }
}

std::vector<std::string> NotifySocket::said() const {
  const std::scoped_lock lock(mutex_);
  return said_;
}

std::string NotifySocket::all() const {
  std::string all;
  for (const auto& message : said()) all += message + "\n";
  return all;
}

bool NotifySocket::hears(const std::string& beginning) const {
  for (int i = 0; i < 600; ++i) {
    const auto heard = said();
    const auto begins = [&](const auto& message) { return message.starts_with(beginning); };
    if (std::any_of(heard.begin(), heard.end(), begins)) return true;
    std::this_thread::sleep_for(100ms);
  }
  return false;
}

void NotifySocket::forget() {
  const std::scoped_lock lock(mutex_);
  said_.clear();
}

}  // namespace sluss::test
