// systemd's end of $NOTIFY_SOCKET: hears what a service says (sd_notify(3)).
#pragma once

#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sluss::test {

class NotifySocket {
 public:
  NotifySocket();
  ~NotifySocket();
  NotifySocket(const NotifySocket&) = delete;
  NotifySocket& operator=(const NotifySocket&) = delete;

  /// For $NOTIFY_SOCKET.
  [[nodiscard]] const std::string& address() const { return address_; }
  /// What was said until now, message by message.
  [[nodiscard]] std::vector<std::string> said() const;
  [[nodiscard]] std::string all() const;
  /// Waits until a message that begins so has come, for at most a minute.
  [[nodiscard]] bool hears(const std::string& beginning) const;
  void forget();

 private:
  void listen(const std::stop_token& stop);

  std::string address_;
  int socket_ = -1;
  mutable std::mutex mutex_;
  std::vector<std::string> said_;
  std::jthread thread_;
};

}  // namespace sluss::test
