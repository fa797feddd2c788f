#include "senders.h"

#include <arpa/inet.h>
#include <atomic>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <optional>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace sluss::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

class Connection {
 public:
  explicit Connection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    is_open_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] bool is_open() const { return is_open_; }

  /// The status of the answer; 0 when the connection gave out.
  int exchange(const std::string& request) {
    for (std::size_t at = 0; at < request.size();) {
      const auto sent = ::send(socket_, request.data() + at, request.size() - at, MSG_NOSIGNAL);
      if (sent <= 0) return 0;
      at += static_cast<std::size_t>(sent);
    }
    std::string answer;
    char buffer[4096];
    for (std::size_t head = std::string::npos, length = 0;
         head == std::string::npos || answer.size() < head + 4 + length;) {
      const auto got = ::recv(socket_, buffer, sizeof buffer, 0);
      if (got <= 0) return 0;
      answer.append(buffer, static_cast<std::size_t>(got));
      if (head == std::string::npos) head = answer.find("\r\n\r\n");
      const auto stated = answer.find("Content-Length: ");
      if (head != std::string::npos && stated < head) length = std::stoul(answer.substr(stated + 16));
    }
    return std::stoi(answer.substr(9, 3));
  }

 private:
  int socket_;
  bool is_open_ = false;
};

/// Synthetic.
std::string request_of(const Post& to, const std::string& id) {
  const auto body =
      R"({"id":")" + id +
      R"(","institution":"Exempeluniversitetet","programme":"SSK","type":"vfu","term":"HT2026",)"
      R"("start":"2026-09-07","end":"2026-09-25","name":"Provia Testberg","protected":"Nej","personnummer":"19550101-9805",)"
      R"("unit":"Östra geriatriken","hsa_id":"SE2129990012-E0001","status":"planned"})";
  return "POST " + to.path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + to.token +
         "\r\nIdempotency-Key: " + id +
         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

Acknowledged send(const Post& to, int senders, std::chrono::seconds duration, int run) {
  std::atomic<long> acknowledged = 0;
  std::atomic<int> wrong = -1;
  const auto begin = Clock::now();
  std::vector<std::jthread> threads;
  for (int sender = 0; sender < senders; ++sender) {
    threads.emplace_back([&, sender] {
      Connection connection(to.port);
      for (long i = 0; Clock::now() - begin < duration && wrong < 0; ++i) {
        const auto id = std::to_string(run) + "-" + std::to_string(sender) + "-" + std::to_string(i);
        const auto status = connection.exchange(request_of(to, id));
        if (status == 200) ++acknowledged;
        else wrong = status;
      }
    });
  }
  threads.clear();
  if (wrong >= 0) throw std::runtime_error("a sender was answered " + std::to_string(wrong.load()));
  return {acknowledged, seconds_since(begin)};
}

double seconds_to_first_acknowledgement(const Post& to, int run) {
  const auto begin = Clock::now();
  const auto request = request_of(to, std::to_string(run) + "-first");
  while (seconds_since(begin) < 600) {
    Connection connection(to.port);
    if (connection.is_open() && connection.exchange(request) == 200) return seconds_since(begin);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  throw std::runtime_error("nothing was acknowledged within ten minutes");
}

double raw_sync_rate(const std::string& file, std::chrono::seconds duration) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const std::string kibibyte(1024, 'x');
  const auto begin = Clock::now();
  long count = 0;
  while (Clock::now() - begin < duration) {
    const auto written = ::write(descriptor, kibibyte.data(), kibibyte.size());
    if (written != static_cast<ssize_t>(kibibyte.size()) || ::fdatasync(descriptor) != 0)
      throw std::runtime_error("the disk does not take it");
    ++count;
  }
  ::close(descriptor);
  return static_cast<double>(count) / seconds_since(begin);
}

}  // namespace sluss::bench
