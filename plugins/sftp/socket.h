// A TCP connection, and what ends it when it takes too long.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "base/result.h"

namespace sluss::sftp {

/// A socket that closes itself.
class Socket {
 public:
  explicit Socket(int number) : number_(number) {}
  ~Socket();
  Socket(Socket&& other) noexcept : number_(other.release()) {}
  Socket& operator=(Socket&&) = delete;
  [[nodiscard]] int get() const { return number_; }
  /// Whoever takes it closes it.
  [[nodiscard]] int release();

 private:
  int number_;
};

/// Finds the host and connects to it. Fault::unavailable when that cannot be done in time, Fault::cancelled when it is
/// stopped.
[[nodiscard]] Result<Socket> connect_to(const std::string& host, int port, std::chrono::seconds patience,
                                        const std::stop_token& stop);

/// Cuts a connection whose other end gives no answer in time, or whose work is to stop: libssh itself waits for ever,
/// and as long for an answer that comes a byte at a time.
class Watch {
 public:
  enum class Cut { no, late, stopped };

  /// Has a descriptor of its own: the socket may be closed by others meanwhile.
  explicit Watch(int socket);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  void begin(std::chrono::seconds patience, std::stop_token stop);
  void end();
  [[nodiscard]] Cut cut() const;

 private:
  void look();

  Socket socket_;
  mutable std::mutex mutex_;
  std::condition_variable_any woken_;
  bool watching_ = false;
  std::chrono::steady_clock::time_point latest_;
  std::stop_token stop_;
  Cut cut_ = Cut::no;
  std::jthread thread_;
};

}  // namespace sluss::sftp
